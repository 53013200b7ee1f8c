using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Marketplace.Web.Hosting.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class CodeTests
{
    [Theory] // RFC 6238, appendix B, cut to six digits.
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / 30));

    [Fact]
    public async Task An_app_is_set_up_with_a_first_code_and_other_devices_are_signed_out()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person();
        var session = await world.Session(user);
        var actor = await world.Actor(user, session);
        var prepared = (await world.Get<PrepareCodes>().Run(new(), actor, default)).Value;
        Assert.Equal(prepared, (await world.Get<PrepareCodes>().Run(new(), actor, default)).Value);
        Assert.Equal("code.wrong", (await world.Get<SwitchOnCodes>().Run(new("000000"), actor, default)).Error?.Code);

        var codes = (await world.Get<SwitchOnCodes>().Run(new(Code(world, prepared.CodeKey)), actor, default)).Value;
        Assert.Equal(RecoveryCode.Count, codes.Distinct().Count());
        Assert.False((await world.Actor(user, session)).IsPerson);
        Assert.Equal("codes.on", (await world.Get<PrepareCodes>().Run(new(), actor, default)).Error?.Code);
        Assert.Equal(PasswordAnswer.NeedsCode,
            (await world.Get<CheckPassword>().Run(new("ama@example.com", People.Password, null), default)).Answer);
        await using var db = world.Db();
        Assert.DoesNotContain(codes[0], string.Join(' ', await db.RecoveryCodes.Select(c => c.Hash).ToListAsync()));
    }

    [Fact]
    public async Task A_code_and_a_recovery_code_each_work_once_also_in_a_race()
    {
        await using var world = await People.NewWorld();
        var (user, key, codes) = await WithApp(world);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = Code(world, key);
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Get<CheckCode>().Run(new(user, code, false), default)));
        Assert.Equal(1, tries.Count(answer => answer == CodeAnswer.Right));
        world.Clock.Advance(CheckPassword.Wait);
        Assert.Equal(CodeAnswer.Right, await world.Get<CheckCode>().Run(new(user, codes[3].ToLowerInvariant().Replace("-", " "), true), default));
        Assert.Equal(CodeAnswer.Wrong, await world.Get<CheckCode>().Run(new(user, codes[3], true), default));
    }

    [Fact]
    public async Task Guessing_codes_meets_a_wait_that_ends()
    {
        await using var world = await People.NewWorld();
        var (user, key, _) = await WithApp(world);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < CheckPassword.Tries; i++) Assert.Equal(CodeAnswer.Wrong, await world.Get<CheckCode>().Run(new(user, "12345x", false), default));
        Assert.Equal(CodeAnswer.Wrong, await world.Get<CheckCode>().Run(new(user, Code(world, key), false), default));
        world.Clock.Advance(CheckPassword.Wait);
        Assert.Equal(CodeAnswer.Right, await world.Get<CheckCode>().Run(new(user, Code(world, key), false), default));
    }

    [Fact]
    public async Task Taking_the_app_away_needs_a_code_and_staff_keep_theirs()
    {
        await using var world = await People.NewWorld();
        var (user, key, _) = await WithApp(world);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var actor = await world.SignedIn(user, hasSecondFactor: true);
        Assert.Equal("code.wrong", (await world.Get<SwitchOffCodes>().Run(new("000000"), actor, default)).Error?.Code);
        Assert.True((await world.Get<SwitchOffCodes>().Run(new(Code(world, key)), actor, default)).IsOk);
        Assert.Equal("codes.off", (await world.Get<RenewRecoveryCodes>().Run(new(), actor, default)).Error?.Code);

        var boss = await world.Staff("boss@example.com", StaffRole.Superadmin);
        var refused = await world.Get<SwitchOffCodes>().Run(
            new(Code(world, AccountSeeder.DemoCodeKey)), await world.SignedIn(boss, true), default);
        Assert.Equal("codes.staff", refused.Error?.Code);
    }

    [Fact]
    public async Task The_table_alone_does_not_tell_the_key_and_the_key_opens_in_its_own_row_only()
    {
        await using var world = await People.NewWorld();
        var (user, key, _) = await WithApp(world);
        var other = await world.Staff("boss@example.com", StaffRole.Superadmin);
        await using var db = world.Db();
        var users = await db.Users.ToDictionaryAsync(u => u.UserId);
        Assert.DoesNotContain(key, users[user].SealedCodeKey!);
        Assert.DoesNotContain(AccountSeeder.DemoCodeKey, users[other].SealedCodeKey!);
        Assert.InRange(users[user].SealedCodeKey!.Length, 64, ISecretBox.LongestSealed);
        Assert.Equal(key, world.Get<ISecretBox>().OpenCodeKey(users[user]));

        // Who can write the table cannot give one account the app of another.
        users[other].SealedCodeKey = users[user].SealedCodeKey;
        Assert.Null(world.Get<ISecretBox>().OpenCodeKey(users[other]));
    }

    [Fact]
    public async Task With_another_key_ring_codes_are_refused_clearly_and_recovery_codes_still_open()
    {
        await using var world = await People.NewWorld(services => services.AddSingleton<ChangeableBox>()
            .AddSingleton<ISecretBox>(provider => provider.GetRequiredService<ChangeableBox>()));
        var (user, key, codes) = await WithApp(world);
        var actor = await world.SignedIn(user, hasSecondFactor: true);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        world.Get<ChangeableBox>().LoseTheKeys();

        Assert.Equal(CodeAnswer.KeyLost, await world.Get<CheckCode>().Run(new(user, Code(world, key), false), default));
        Assert.Equal("code.key_lost", (await world.Get<SwitchOffCodes>().Run(new(Code(world, key)), actor, default)).Error?.Code);
        Assert.Equal(CodeAnswer.Right, await world.Get<CheckCode>().Run(new(user, codes[0], true), default));
        await using var db = world.Db();
        Assert.Equal(0, (await db.Users.SingleAsync(u => u.Id == user.Value)).CodeFailures);
    }

    /// <summary>The real box, over a ring in memory that can be lost.</summary>
    private sealed class ChangeableBox : ISecretBox
    {
        private ProtectedBox _box = New();

        public void LoseTheKeys() => _box = New();

        public string Seal(string purpose, string secret) => _box.Seal(purpose, secret);

        public string? Open(string purpose, string stored) => _box.Open(purpose, stored);

        private static ProtectedBox New() => new(new EphemeralDataProtectionProvider(), NullLogger<ProtectedBox>.Instance);
    }

    private static string Code(World world, string key) => Totp.Code(key, Totp.StepAt(world.Clock.GetUtcNow().UtcDateTime));

    private static async Task<(UserId User, string Key, IReadOnlyList<string> Codes)> WithApp(World world)
    {
        var user = await world.Person();
        var actor = await world.SignedIn(user);
        var key = (await world.Get<PrepareCodes>().Run(new(), actor, default)).Value.CodeKey;
        return (user, key, (await world.Get<SwitchOnCodes>().Run(new(Code(world, key)), actor, default)).Value);
    }
}
