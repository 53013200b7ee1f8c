using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>
/// Writes to everybody who is asked to agree to a split sheet. An address gets one mail per track and day, however often the sheet is
/// written anew, so that nobody can flood a stranger.
/// </summary>
public sealed class SplitMails(
    IDbContextFactory<MarketplaceDb> contexts, AccountDirectory accounts, AccountQueries people, PostRoom post) : IEventHandler<SplitProposed>
{
    /// <inheritdoc/>
    public async Task Handle(SplitProposed happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        await using var db = await contexts.CreateDbContextAsync(ct);
        // A sheet that was replaced or answered meanwhile asks for nothing any more.
        var sheet = await db.SplitVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == happened.Split && v.State == SplitState.Proposed, ct);
        var track = await db.Tracks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == happened.Track && t.State != TrackState.Withdrawn, ct);
        if (sheet is null || track is null) return;
        var artist = await accounts.NameOf(db, happened.Artist, ct);
        var artistLanguage = (await people.SettingsOf(happened.Artist, ct)).Language;
        foreach (var share in sheet.Shares.Where(s => s is { AcceptedAt: null, Email: not null }).OrderBy(s => s.Sequence))
        {
            var reader = await accounts.Reader(db, share.Email!, ct);
            var (subject, text) = SplitMailTexts.Invitation(
                reader?.Language ?? artistLanguage, reader?.Name ?? share.Name, artist, track.FullTitle, share.BasisPoints,
                post.Page("splits"), reader is null ? post.Page("register") : null);
            await post.Send(new Letter(IdOf(track.Id, share.Email!, happened.At), share.Email!, subject, text), ct);
        }
    }

    private static Guid IdOf(TrackId track, string email, DateTime at) => new(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"split {track} {email} {at:yyyy-MM-dd}"))).AsSpan(0, 16));
}

/// <summary>What the invitation says, in both languages side by side.</summary>
internal static class SplitMailTexts
{
    public static (string Subject, string Text) Invitation(
        string language, string name, string artist, string title, int basisPoints, Uri sign, Uri? register)
    {
        var share = (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";
        (artist, title, name) = (PlainText.OneLine(artist), PlainText.OneLine(title), PlainText.OneLine(name));
        return language.StartsWith("zh", StringComparison.Ordinal)
            ? ($"{artist} 邀请您确认《{title}》的分成",
                $"{name}，您好：\n\n{artist} 在《{title}》的分成表中为您登记了 {share} 的份额。在所有相关人同意之前，这首曲目的版税将暂扣。\n\n"
                + (register is null ? "" : $"请先用此邮箱创建免费账户：\n{register}\n\n")
                + $"请在此查看并签署：\n{sign}\n\n您也可以拒绝并说明原因。如果您不认识 {artist}，请忽略此邮件；未经您同意，不会发生任何变化。\n")
            : ($"{artist} asks you to agree to your share of “{title}”",
                $"Hello {name},\n\n{artist} put you on the split sheet of “{title}” with a share of {share}. Until everybody on it agrees, the royalties of this track are held.\n\n"
                + (register is null ? "" : $"First create a free account with this address:\n{register}\n\n")
                + $"Look at it and sign here:\n{sign}\n\nYou may also decline and say why. If you do not know {artist}, do nothing; nothing happens without your agreement.\n");
    }
}
