using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Registration;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class RegistrationTests
{
    private static RegisterPerson.Command Form(string email = "kofi@example.com", string language = "en", Guid? key = null) =>
        new(email, "Kofi  Mensah", People.Password, language, key ?? Guid.NewGuid());

    [Fact]
    public async Task A_person_registers_confirms_and_may_then_sign_in()
    {
        await using var world = await People.NewWorld();
        Assert.True((await world.Get<RegisterPerson>().Run(Form(), default)).IsOk);
        Assert.Equal(PasswordAnswer.Unconfirmed, await Try(world));

        var token = await world.LastToken();
        Assert.True((await world.Get<ConfirmMail>().Run(new(token), default)).IsOk);
        Assert.Equal(PasswordAnswer.Right, await Try(world));
        await using var db = world.Db();
        Assert.Equal("kofi-mensah", (await db.Users.SingleAsync()).Slug);
    }

    [Fact]
    public async Task An_event_told_twice_is_mailed_once_in_the_readers_language()
    {
        await using var world = await People.NewWorld();
        await world.Get<RegisterPerson>().Run(Form(language: "zh-Hans"), default);
        await world.MailAll();
        var letter = Assert.Single(world.Get<People.Letters>().All);
        Assert.Equal("请确认您的电子邮箱", letter.Subject);
        Assert.Equal("kofi@example.com", letter.To);
    }

    [Fact]
    public async Task Registering_a_known_address_says_the_same_and_tells_its_owner()
    {
        await using var world = await People.NewWorld();
        await world.Person("kofi@example.com");
        Assert.True((await world.Get<RegisterPerson>().Run(Form("KOFI@example.com"), default)).IsOk);
        await world.MailAll();
        Assert.Contains("already", Assert.Single(world.Get<People.Letters>().All).Subject);
        await using var db = world.Db();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Fact]
    public async Task A_double_click_and_a_race_register_once()
    {
        await using var world = await People.NewWorld();
        var key = Guid.NewGuid();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            world.Get<RegisterPerson>().Run(Form(key: i < 3 ? key : Guid.NewGuid()), default)));
        Assert.All(all, result => Assert.True(result.IsOk));
        await using var db = world.Db();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Theory]
    [InlineData("no address", "Kofi", People.Password, "en", "mail.invalid")]
    [InlineData("a@example.com\nBcc: b@example.com", "Kofi", People.Password, "en", "mail.invalid")]
    [InlineData("Kofi <a@example.com>", "Kofi", People.Password, "en", "mail.invalid")]
    [InlineData("a@example.com", " ", People.Password, "en", "field.missing")]
    [InlineData("a@example.com", "Kofi", "ninechars", "en", "password.short")]
    [InlineData("a@example.com", "Kofi", "Password123", "en", "password.common")]
    [InlineData("a@example.com", "Kofi", "aaaaaaaaaaaaaa", "en", "password.common")]
    [InlineData("a@example.com", "Kofi", People.Password, "tlh", "field.not_offered")]
    public async Task What_is_wrong_with_the_form_is_said(string email, string name, string password, string language, string code)
    {
        await using var world = await People.NewWorld();
        var result = await world.Get<RegisterPerson>().Run(new(email, name, password, language, Guid.NewGuid()), default);
        Assert.Equal(code, result.Error?.Code);
    }

    [Fact]
    public async Task A_confirmation_link_dies_after_three_days_and_a_wrong_one_never_lived()
    {
        await using var world = await People.NewWorld();
        await world.Get<RegisterPerson>().Run(Form(), default);
        var token = await world.LastToken();
        Assert.Equal("link.dead", (await world.Get<ConfirmMail>().Run(new(token + "x"), default)).Error?.Code);
        world.Clock.Advance(MailLink.ConfirmLife);
        Assert.Equal("link.dead", (await world.Get<ConfirmMail>().Run(new(token), default)).Error?.Code);
    }

    private static async Task<PasswordAnswer> Try(World world) =>
        (await world.Get<CheckPassword>().Run(new("kofi@example.com", People.Password, null), default)).Answer;
}
