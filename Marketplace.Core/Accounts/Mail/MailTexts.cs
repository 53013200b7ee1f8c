using System.Globalization;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>What the mails say, in the receiver's language. Both languages stand side by side so that neither is forgotten.</summary>
public static class MailTexts
{
    /// <summary>The link that proves an address.</summary>
    public static (string Subject, string Text) Confirm(string language, string name, Uri link) => Pick(language,
        ("Confirm your e-mail address",
            $"Hello {name},\n\nopen this link to confirm your e-mail address:\n{link}\n\nIt works once and for three days. If you did not ask for an account, do nothing.\n"),
        ("请确认您的电子邮箱",
            $"{name}，您好：\n\n请打开以下链接确认您的电子邮箱：\n{link}\n\n链接只能使用一次，三天内有效。如果不是您本人申请，请忽略此邮件。\n"));

    /// <summary>To an owner whose address was used to register again.</summary>
    public static (string Subject, string Text) HasAccount(string language, string name, Uri reset) => Pick(language,
        ("You already have an account",
            $"Hello {name},\n\nsomebody asked for an account with this address, which has one already. If it was you, sign in, or choose a new password here:\n{reset}\n\nOtherwise do nothing; nothing was changed.\n"),
        ("您已拥有账户",
            $"{name}，您好：\n\n有人使用此邮箱申请账户，但该邮箱已有账户。如果是您本人，请直接登录，或在此处设置新密码：\n{reset}\n\n如果不是您本人，请忽略此邮件；您的账户没有任何更改。\n"));

    /// <summary>The link to choose a new password.</summary>
    public static (string Subject, string Text) Reset(string language, string name, Uri link) => Pick(language,
        ("Choose a new password",
            $"Hello {name},\n\nopen this link to choose a new password:\n{link}\n\nIt works once and for 30 minutes. All devices are signed out when you use it. If you did not ask for it, do nothing.\n"),
        ("设置新密码",
            $"{name}，您好：\n\n请打开以下链接设置新密码：\n{link}\n\n链接只能使用一次，30 分钟内有效。使用后，所有设备都将退出登录。如果不是您本人申请，请忽略此邮件。\n"));

    /// <summary>Tells the owner that the way into the account changed.</summary>
    public static (string Subject, string Text) Changed(
        string language, string name, SecurityChange what, DateTime at, TimeZoneInfo zone, Uri security)
    {
        var (english, chinese) = Words[what];
        var local = TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})";
        return Pick(language,
            (english, $"Hello {name},\n\n{english}: {local}.\n\nIf it was not you, choose a new password at once and look at your devices here:\n{security}\n"),
            (chinese, $"{name}，您好：\n\n{chinese}：{local}。\n\n如果不是您本人操作，请立即设置新密码，并在此查看已登录的设备：\n{security}\n"));
    }

    /// <summary>Tells the owner that the account is closed, and why.</summary>
    public static (string Subject, string Text) Closed(
        string language, string name, Rights.SanctionKind kind, string reason, DateTime? until, TimeZoneInfo zone)
    {
        var (english, chinese) = kind == Rights.SanctionKind.Ban
            ? ("Your account was closed for good", "您的账户已被永久关闭")
            : ("Your account was suspended", "您的账户已被暂停");
        var end = until is { } at ? TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})" : null;
        return Pick(language,
            (english, $"Hello {name},\n\n{english}. The reason:\n{reason}\n\n{(end is null ? "" : $"It opens again by itself: {end}.\n\n")}You were signed out everywhere. Nothing was deleted; what you made and what you earned stays on record.\n"),
            (chinese, $"{name}，您好：\n\n{chinese}。原因：\n{reason}\n\n{(end is null ? "" : $"账户将于 {end} 自动恢复。\n\n")}您已在所有设备上退出登录。没有任何内容被删除；您的作品和收入记录均会保留。\n"));
    }

    /// <summary>Tells the owner that the account is open again.</summary>
    public static (string Subject, string Text) Opened(string language, string name, string reason, Uri signIn) => Pick(language,
        ("Your account is open again", $"Hello {name},\n\nyour account is open again. Note: {reason}\n\nSign in here:\n{signIn}\n"),
        ("您的账户已恢复", $"{name}，您好：\n\n您的账户已恢复使用。备注：{reason}\n\n请在此登录：\n{signIn}\n"));

    private static readonly Dictionary<SecurityChange, (string English, string Chinese)> Words = new()
    {
        [SecurityChange.PasswordChanged] = ("Your password was changed", "您的密码已更改"),
        [SecurityChange.PasswordReset] = ("Your password was reset", "您的密码已重置"),
        [SecurityChange.PasskeyAdded] = ("A passkey was added to your account", "您的账户已添加通行密钥"),
        [SecurityChange.PasskeyRemoved] = ("A passkey was removed from your account", "您的账户已移除通行密钥"),
        [SecurityChange.CodesSwitchedOn] = ("An authenticator app was set up for your account", "您的账户已启用身份验证器"),
        [SecurityChange.CodesSwitchedOff] = ("The authenticator app was removed from your account", "您的账户已停用身份验证器"),
        [SecurityChange.RecoveryCodesRenewed] = ("New recovery codes were made for your account", "您的账户已生成新的恢复代码"),
    };

    private static (string, string) Pick(string language, (string, string) english, (string, string) chinese) =>
        language.StartsWith("zh", StringComparison.Ordinal) ? chinese : english;
}
