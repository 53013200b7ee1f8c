using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>How states of tracks and split sheets are called.</summary>
public static class TrackWords
{
    /// <summary>The state as a word.</summary>
    public static string Of(this IStringLocalizer texts, TrackState state) => state switch
    {
        TrackState.Uploaded => texts["Uploaded"],
        TrackState.Scanned => texts["Scanned"],
        TrackState.Fingerprinted => texts["Fingerprinted"],
        TrackState.MetadataNeeded => texts["Needs a title"],
        TrackState.DuplicateFound => texts["You have this already"],
        TrackState.Listening => texts["Listening for it"],
        TrackState.Failed => texts["Stopped"],
        TrackState.Withdrawn => texts["Withdrawn"],
        _ => state.ToString(),
    };

    /// <summary>The colour of the state.</summary>
    public static string Tone(TrackState state) => state switch
    {
        TrackState.Listening => "ok",
        TrackState.Failed => "bad",
        TrackState.MetadataNeeded or TrackState.DuplicateFound => "wait",
        TrackState.Withdrawn => "",
        _ => "info",
    };

    /// <summary>The state of a sheet as a word.</summary>
    public static string Of(this IStringLocalizer texts, SplitState state) => state switch
    {
        SplitState.Draft => texts["Declined"],
        SplitState.Proposed => texts["Waiting for agreement"],
        SplitState.Accepted => texts["In force"],
        SplitState.Superseded => texts["Replaced"],
        _ => state.ToString(),
    };

    /// <summary>What somebody did, as a word.</summary>
    public static string Of(this IStringLocalizer texts, ContributorRole role) => role switch
    {
        ContributorRole.Performer => texts["Performer"],
        ContributorRole.Composer => texts["Composer"],
        ContributorRole.Author => texts["Author of the words"],
        ContributorRole.Producer => texts["Producer"],
        ContributorRole.Label => texts["Label"],
        ContributorRole.Publisher => texts["Publisher"],
        _ => role.ToString(),
    };

    /// <summary>A slip that an ISRC may have, in words.</summary>
    public static string Of(this IStringLocalizer texts, IsrcWarning warning) => warning switch
    {
        IsrcWarning.UnknownPrefix => texts["The first two letters are no prefix that we know."],
        IsrcWarning.FutureYear => texts["The year in the code lies in the future."],
        IsrcWarning.LetterLikeDigit => texts["There is an O or I among digits: is it a 0 or 1?"],
        _ => warning.ToString(),
    };

    /// <summary>A share for people.</summary>
    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##") + " %";
}
