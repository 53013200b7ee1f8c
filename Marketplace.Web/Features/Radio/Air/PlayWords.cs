using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Plays;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>States of plays and stations in words and colours.</summary>
internal static class PlayWords
{
    public static string Tone(this PlayState state) => state switch
    {
        PlayState.Confirmed or PlayState.Amended => "ok",
        PlayState.NeedsReview or PlayState.Detected => "wait",
        PlayState.Disputed => "bad",
        _ => "",
    };

    public static string Word(this PlayState state, IStringLocalizer texts) => state switch
    {
        PlayState.Detected => texts["Being heard"],
        PlayState.Confirmed => texts["Confirmed"],
        PlayState.NeedsReview => texts["Being checked"],
        PlayState.Rejected => texts["Not counted"],
        PlayState.Fragment => texts["Too short"],
        PlayState.Overlapped => texts["Overlapped"],
        PlayState.Disputed => texts["Disputed"],
        _ => texts["Amended"],
    };

    public static string Word(this UsageClass usage, IStringLocalizer texts) => usage switch
    {
        UsageClass.Feature => texts["Foreground"],
        UsageClass.Theme => texts["Signature tune"],
        UsageClass.Background => texts["Background"],
        _ => texts["Advert"],
    };

    public static string Word(this ReasonCode reason, IStringLocalizer texts) => reason switch
    {
        ReasonCode.WrongRecording => texts["Another recording was on air"],
        ReasonCode.WrongVersion => texts["The right song in another version"],
        ReasonCode.NotBroadcast => texts["Nothing of it was broadcast"],
        ReasonCode.AdvertUse => texts["It was part of a commercial"],
        ReasonCode.BackgroundUse => texts["It lay under speech"],
        ReasonCode.DurationWrong => texts["It was shorter or longer than computed"],
        ReasonCode.DuplicateOfPlay => texts["Another play already stands for it"],
        ReasonCode.StationOffAir => texts["The station was not on air"],
        ReasonCode.RightsClaim => texts["Somebody claims rights in the recording"],
        _ => texts["Another reason"],
    };

    public static string Tone(this StationLight light) => light switch
    {
        StationLight.Live => "ok",
        StationLight.Degraded or StationLight.NoStream => "wait",
        StationLight.Down => "bad",
        _ => "",
    };

    public static string Word(this StationLight light, IStringLocalizer texts) => light switch
    {
        StationLight.Live => texts["Live"],
        StationLight.Degraded => texts["Degraded"],
        StationLight.Down => texts["Down"],
        StationLight.Disabled => texts["Disabled"],
        StationLight.NoStream => texts["No stream yet"],
        _ => texts["Not heard yet"],
    };

    /// <summary>What a failure of a capture means.</summary>
    public static string Cause(string? code, IStringLocalizer texts) => code switch
    {
        null => texts["none"],
        "stream.url" or "stream.address" => texts["The address is not allowed"],
        "stream.name" => texts["The host name does not resolve"],
        "stream.unreachable" => texts["Nobody answers at the address"],
        "stream.tls" => texts["The certificate is not valid"],
        "stream.timeout" => texts["The server does not answer in time"],
        "stream.redirects" => texts["Redirects without end"],
        "stream.status" => texts["The server answers with an error"],
        "stream.type" or "stream.encoding" => texts["The answer is not a stream"],
        "stream.playlist" => texts["The playlist leads nowhere"],
        "stream.stalled" => texts["The stream stands still"],
        "stream.ended" => texts["The stream ends"],
        "stream.undecodable" => texts["The sound cannot be decoded"],
        "stream.not_live" => texts["This is a file, not a live stream"],
        "station.no_stream" => texts["No stream address is named"],
        "window.load" => texts["We were too busy"],
        _ => texts["Waiting before the next try"],
    };
}
