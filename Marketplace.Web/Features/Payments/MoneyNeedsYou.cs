using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Payments;

/// <summary>What about their money only this person can move on.</summary>
public sealed class OwnMoneyNeedsYou(MoneyNeeds needs, TimeProvider clock, IStringLocalizer texts) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct) =>
        await needs.Own(actor, ct) is { } own ? [.. Payments(own), .. Payouts(own), .. Verification(own)] : [];

    private IEnumerable<Blocker> Payments(OwnMoneyNeeds own) => own.Payments.Select(p => p.IsTopUp
        ? new Blocker("bad", texts["Payment"], texts["{0} of a payment are missing. Without them it goes back to you within a day.", p.Left.ForPeople()], texts["Pay the rest"], $"/pay/{p.Id}")
        : new Blocker("wait", texts["Payment"], texts["A payment of {0} waits for your answer.", p.Left.ForPeople()], texts["Pay"], $"/pay/{p.Id}"));

    private IEnumerable<Blocker> Payouts(OwnMoneyNeeds own)
    {
        foreach (var back in own.CameBack)
            yield return new Blocker("bad", texts["Withdrawal"], back.IsReturned
                ? texts["The bank sent {0} back after it had arrived. It is in your wallet again.", back.Amount.ForPeople()]
                : texts["A withdrawal of {0} failed. The money is in your wallet again.", back.Amount.ForPeople()], texts["See why"], $"/wallet/withdrawals/{back.Id}");
        if (own.FrozenUntil is { } until)
            yield return new Blocker("info", texts["Resting"], texts["Withdrawals rest until {0}, because something about your account changed.", until.Day()], texts["Look at it"], "/wallet/methods");
        if (own.RefusedMethods > 0)
            yield return new Blocker("wait", texts["Where to"], texts["A place to be paid to was refused."], texts["Look at it"], "/wallet/methods");
    }

    private IEnumerable<Blocker> Verification(OwnMoneyNeeds own)
    {
        var ends = own.KycEnds is { } end && end < clock.GetUtcNow().UtcDateTime + KycCase.Notice ? own.KycEnds : null;
        (string Tone, string Text, string Action) found = own.Kyc switch
        {
            KycState.MoreInfo => ("bad", texts["A paper for your verification is missing or cannot be read."], texts["Send it again"]),
            KycState.Expired => ("bad", texts["Your verification has ended. Withdrawals wait until it is renewed."], texts["Renew"]),
            KycState.Approved when ends is { } day => ("wait", texts["Your verification ends on {0}.", day.Day()], texts["Renew"]),
            KycState.Rejected => ("wait", texts["Your verification was refused: {0}", own.Reason], texts["Look at it"]),
            KycState.Started => ("info", texts["Your verification is begun and not handed in."], texts["Go on"]),
            null when own.HasMoney => ("info", texts["You have money to withdraw. Before the first time, prove who you are."], texts["Start verification"]),
            _ => ("", "", ""),
        };
        if (found.Tone.Length > 0) yield return new Blocker(found.Tone, texts["Verification"], found.Text, found.Action, "/kyc");
    }
}

/// <summary>What waits at the desks of the house: payouts for finance, papers for verifiers.</summary>
public sealed class HouseMoneyNeedsYou(MoneyNeeds needs, IStringLocalizer texts) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct)
    {
        List<Blocker> found = [];
        if (await needs.Verifications(actor, ct) is > 0 and var files)
            found.Add(new("wait", texts["Verification"], texts["Verifications that wait for a verifier: {0}", files], texts["Look at them"], "/moderation/kyc"));
        if (await needs.Finance(actor, ct) is not { } finance) return found;
        if (finance.IsHalted) Add("bad", 1, texts["All payouts are halted because the books differ."], "/finance/books");
        Add("bad", finance.Unclear, texts["Parts of payouts without an answer: {0}. Nothing is sent twice.", finance.Unclear], "/finance/payouts");
        Add("wait", finance.Batches, texts["Batches of payouts that wait for your approval: {0}", finance.Batches], "/finance/payouts");
        Add(finance.Overdue > 0 ? "bad" : "wait", finance.ToApprove, finance.Overdue > 0
            ? texts["Withdrawals to decide: {0}, overdue: {1}", finance.ToApprove, finance.Overdue] : texts["Withdrawals to decide: {0}", finance.ToApprove], "/finance/payouts");
        Add("wait", finance.Transfers, texts["Bank transfers to make: {0}", finance.Transfers], "/finance/payouts");
        Add("wait", finance.Methods, texts["Payout methods to check: {0}", finance.Methods], "/finance/payouts");
        Add("wait", finance.Differences, texts["Differences to the rails' own books: {0}", finance.Differences], "/finance/reconciliation");
        return found;

        void Add(string tone, int count, LocalizedString text, string href)
        {
            if (count > 0) found.Add(new(tone, texts["Money"], text, texts["Open the desk"], href));
        }
    }
}
