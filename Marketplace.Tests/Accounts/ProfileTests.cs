using System.Diagnostics;
using System.Text;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class ProfileTests
{
    [Fact]
    public async Task Name_text_and_settings_are_changed_by_their_owner()
    {
        await using var world = await People.NewWorld();
        var actor = await world.SignedIn(await world.Person());
        Assert.True((await world.Get<EditProfile>().Run(new("Ama\u202E  Sika", "One.\r\nTwo."), actor, default)).IsOk);
        Assert.Equal("field.missing", (await world.Get<EditProfile>().Run(new(" ", ""), actor, default)).Error?.Code);
        Assert.Equal("field.long", (await world.Get<EditProfile>().Run(new("A", new string('x', 1001)), actor, default)).Error?.Code);
        Assert.True((await world.Get<ChangeSettings>().Run(new(new("zh-Hans", "Asia/Shanghai", "CNY")), actor, default)).IsOk);
        Assert.Equal("field.not_offered", (await world.Get<ChangeSettings>().Run(new(new("en", "Mars/Base", "GHS")), actor, default)).Error?.Code);

        var mine = (await world.Get<AccountQueries>().Mine(actor, default))!;
        Assert.Equal(("Ama Sika", "One.\nTwo."), (mine.DisplayName, mine.About));
        Assert.Equal(new PersonalSettings("zh-Hans", "Asia/Shanghai", "CNY"), mine.Settings);
        Assert.Equal("Ama Sika", (await world.Get<AccountQueries>().Profile("ama", default))!.DisplayName);
    }

    [Fact]
    public async Task A_picture_is_drawn_anew_in_three_sizes_without_what_was_written_in_the_file()
    {
        await using var world = await People.NewWorld();
        var actor = await world.SignedIn(await world.Person());
        var photo = await Photo(world.Folder);
        Assert.Contains("SECRET PLACE", Encoding.Latin1.GetString(photo));
        Assert.True((await world.Get<ChooseAvatar>().Run(new(photo), actor, default)).IsOk);
        foreach (var edge in Avatar.Edges)
        {
            var drawn = (await world.Get<AccountQueries>().Picture("ama", edge, default))!;
            Assert.Equal("WEBP", Encoding.ASCII.GetString(drawn, 8, 4));
            Assert.DoesNotContain("SECRET", Encoding.Latin1.GetString(drawn));
        }
        Assert.True((await world.Get<ChooseAvatar>().Run(new([]), actor, default)).IsOk);
        Assert.Null(await world.Get<AccountQueries>().Picture("ama", 48, default));
    }

    [Theory]
    [InlineData("#EXTM3U\nfile:///etc/passwd\n")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("\u00ff\u00d8\u00ff not a picture at all")]
    public async Task What_is_no_picture_is_refused(string content)
    {
        await using var world = await People.NewWorld();
        var actor = await world.SignedIn(await world.Person());
        Assert.Equal("avatar.unreadable", (await world.Get<ChooseAvatar>().Run(new(Encoding.Latin1.GetBytes(content)), actor, default)).Error?.Code);
    }

    [Fact]
    public async Task A_mail_file_holds_nothing_but_the_mail_whatever_a_name_contains()
    {
        await using var world = await World.New(services => services.Configure<MailOptions>(mail => mail.Folder = Path.GetTempPath() + Guid.NewGuid()));
        var mailer = world.Get<FileMailer>();
        var letter = new Letter(Guid.NewGuid(), "ama@example.com", "Hello\r\nBcc: thief@example.com", "Text");
        await mailer.Send(letter, default);
        await mailer.Send(letter, default);
        var folder = world.Get<Microsoft.Extensions.Options.IOptions<MailOptions>>().Value.Folder;
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder)));
        Assert.DoesNotContain("\nBcc:", text);
        await Assert.ThrowsAsync<ArgumentException>(() => mailer.Send(letter with { To = "a@example.com\r\nBcc: b@example.com" }, default));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<byte[]> Photo(string folder)
    {
        var file = Path.Combine(folder, "photo.jpg");
        using var process = Process.Start("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=640x400", "-frames:v", "1", file]);
        await process.WaitForExitAsync();
        var bytes = await File.ReadAllBytesAsync(file);
        // A comment segment right after the start, as cameras put place and owner there.
        byte[] comment = [0xFF, 0xFE, 0x00, 0x0E, .. Encoding.ASCII.GetBytes("SECRET PLACE")];
        return [.. bytes[..2], .. comment, .. bytes[2..]];
    }
}
