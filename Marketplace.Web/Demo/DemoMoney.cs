using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>
/// Some weeks of money: clients pay, artists earn and withdraw, verifiers and finance decide, and at the end something waits in every queue.
/// All of it runs through the real use cases and the sandbox, day by day.
/// </summary>
/// <param name="past">A past behind the stage.</param>
/// <param name="people">Actors by address.</param>
/// <param name="now">Today.</param>
public sealed class DemoMoney(DemoPast past, IReadOnlyDictionary<string, Actor> people, DateTime now)
{
    private readonly DemoDays _days = new(past);
    private readonly DemoTill _till = new(past);
    private readonly DemoDesk _desk = new(past);
    private readonly DateTime _start = past.Now;

    private Actor Efua => people["efua@demo.example"];
    private Actor Kojo => people["kojo@demo.example"];
    private Actor Ama => people["ama@demo.example"];
    private Actor Lan => people["lan@demo.example"];
    private Actor Harbour => people["harbour@demo.example"];
    private Actor Tea => people["tea@demo.example"];
    private Actor Finance => people["finance@demo.example"];
    private Actor Second => people["finance2@demo.example"];
    private Actor Verifier => people["moderator@demo.example"];

    /// <summary>Lives through it, unless money has moved here before; then only what is hidden is handed over.</summary>
    public async Task Live(CancellationToken ct)
    {
        var contexts = past.Get<IDbContextFactory<MarketplaceDb>>();
        bool isNew;
        await using (var db = await contexts.CreateDbContextAsync(ct)) isNew = !await db.LedgerTransactions.AnyAsync(ct);
        if (isNew)
        {
            await FirstWeeks(ct);
            await LastWeek(ct);
            await past.Get<SealLedger>().Run(ct);
        }
        await using (var db = await contexts.CreateDbContextAsync(ct)) await DemoBackstage.HandOver(db, now, ct);
    }

    private async Task FirstWeeks(CancellationToken ct)
    {
        var shortLived = DateOnly.FromDateTime(_start).AddDays(31);
        foreach (var (who, name, ends) in ((Actor, string, DateOnly)[])[(Efua, "Efua Mensah", shortLived.AddYears(3)), (Kojo, "Kojo Asante", shortLived), (Ama, "Ama Serwaa", Soon)])
        {
            await _desk.HandIn(who, name, "GH", ends, ct);
            await _desk.Decide(Verifier, who, KycState.Approved, "", ct);
        }
        var phone = await _desk.Phone(Efua, "Efua Mensah", "MTN", "0244112233", ct);
        var slow = await _desk.Phone(Kojo, "Kojo Asante", "Telecel", "0205550002", ct);

        await Day(2, ct);
        var jingle = await _till.Pay(Harbour, "Jingle for Harbour Foods, 30 seconds", Ghs(1_800), 5, ct, Efua);
        var voice = await _till.Pay(Harbour, "Voice for a radio advert", Ghs(900), 3, ct, Kojo);
        await Day(6, ct);
        await _till.Release(jingle, null, ct);
        await _till.Release(voice, Ghs(600), ct);
        await _till.Refund(voice, Ghs(300), "One of three takes was not needed.", ct);
        await Day(8, ct);
        var song = await _till.Pay(Tea, "茶馆主题曲", Cny(1_600), 5, ct, Lan, Ama);
        await Day(12, ct);
        var first = await _desk.Ask(Efua, phone, Ghs(600), ct);
        await _desk.Approve(Finance, first, Ghs(600), ct);
        var refused = await _desk.Ask(Kojo, slow, Ghs(200), ct);
        await _desk.Approve(Finance, refused, Ghs(200), ct);
        await Hours(2, ct);
        await _desk.Answer(refused, SandboxDeed.Refuse, ct);
        await Day(15, ct);
        await _till.Release(song, null, ct);
        var back = await _desk.Ask(Efua, phone, Ghs(250), ct);
        await _desk.Approve(Second, back, Ghs(250), ct);
        await Day(17, ct);
        await _desk.Answer(back, SandboxDeed.TakeBack, ct);
        await Day(20, ct);
        var rejected = await _desk.Ask(Kojo, slow, Ghs(150), ct);
        await _desk.Reject(Finance, rejected, "The number was reported as lost. Add another one, please.", ct);
        var dropped = await _desk.Ask(Efua, phone, Ghs(80), ct);
        await _desk.Cancel(Efua, dropped, ct);
    }

    private async Task LastWeek(CancellationToken ct)
    {
        await Before(9, ct);
        var advert = await _till.Pay(Harbour, "Advert in Twi and English", Ghs(2_400), 5, ct, Efua, Ama);
        var loop = await _till.Pay(Harbour, "Music for the shop, four hours", Ghs(750), 0, ct, Ama);
        await _till.Release(loop, null, ct);
        var bank = await _desk.Bank(Ama, "Ama Serwaa", "Ghana Commercial Bank", "1020304050607", ct);
        await _desk.Check(Finance, bank, "The bank confirmed the name by telephone.", ct);
        var amaPhone = await _desk.Phone(Ama, "Ama Serwaa", "MTN", "0244990002", ct);
        await _desk.HandIn(Lan, "林岚", "CN", Soon.AddYears(5), ct);
        var business = people["coast@demo.example"];
        await _desk.HandIn(business, "Coast FM Limited", "GH", Soon.AddYears(4), ct);
        await _desk.Decide(Verifier, business, KycState.MoreInfo, "The registration cannot be read. Photograph it in daylight, please.", ct);
        var late = await _till.Forget(Harbour, Ghs(45), ct);
        await Before(4, ct);
        await _till.Release(advert, Ghs(1_600), ct);
        await _till.PayLate(late, ct);
        await _till.Stray(Ghs(75), ct);
        var byHand = await _desk.Ask(Ama, bank, Ghs(200), ct);
        await _desk.Approve(Finance, byHand, Ghs(200), ct);
        await Before(3, ct);
        await Compare(ct);
        await _till.Pay(Harbour, "Christmas jingle, three versions", Ghs(1_250), 5, ct, Efua);
        await _till.Pay(Tea, "年终活动背景音乐", Cny(2_000), 5, ct, Lan);
        await _desk.Bank(Kojo, "Kojo Asante", "Ecobank Ghana", "0011223344556", ct);
        await Before(2, ct);
        // From here on the sandbox's answers are lost, so nobody knows what became of this payout.
        past.Get<FaultDial>().BreakNext(Fault.LostAnswer, 1_000);
        var unclear = await _desk.Ask(Ama, amaPhone, Ghs(120), ct);
        await _desk.Approve(Second, unclear, Ghs(120), ct);
        await Before(1, ct);
        var phone = await _desk.MethodOf(Efua, ct);
        await _desk.Ask(Efua, phone, Ghs(310), ct);
        var batched = await _desk.Ask(Efua, phone, Ghs(420), ct);
        await _desk.Batch(Finance, batched, ct);
        await _days.LiveUntil(now, ct);
    }

    // As the chore of every night would have done.
    private async Task Compare(CancellationToken ct)
    {
        var rail = past.Get<ReconcileRail>();
        for (var day = DateOnly.FromDateTime(_start); day < DateOnly.FromDateTime(past.Now); day = day.AddDays(1))
            foreach (var asset in (Asset[])[Asset.Ghs, Asset.Cny]) (await rail.Run(new(SandboxRail.Code, day, asset), Actor.System("rails"), ct)).Must();
    }

    private DateOnly Soon => DateOnly.FromDateTime(now).AddDays(12) is var day && day > DateOnly.FromDateTime(_start).AddDays(31) ? day : DateOnly.FromDateTime(_start).AddDays(31);

    private Task Day(int day, CancellationToken ct) => _days.LiveUntil(_start.AddDays(day), ct);

    private Task Hours(int hours, CancellationToken ct) => _days.LiveUntil(past.Now.AddHours(hours), ct);

    private Task Before(int days, CancellationToken ct) => _days.LiveUntil(now.AddDays(-days), ct);

    private static Money Ghs(long units) => new(units * 100, Asset.Ghs);

    private static Money Cny(long units) => new(units * 100, Asset.Cny);
}
