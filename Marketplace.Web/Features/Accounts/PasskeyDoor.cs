using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.Features.Accounts;

/// <summary>The server's half of the passkey ceremonies. Static pages only: the state between the halves is in a short cookie.</summary>
public sealed class PasskeyDoor(SignInManager<User> ceremonies, UserManager<User> users, SignInDoor door, AddPasskey add)
{
    /// <summary>What the browser needs to make a passkey for this person.</summary>
    public async Task<string?> CreationOptions(Actor actor)
    {
        var user = await users.FindByIdAsync(actor.UserId.ToString());
        return user is null ? null : await ceremonies.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = user.Id.ToString(), Name = user.Email ?? "", DisplayName = user.DisplayName,
        });
    }

    /// <summary>What the browser needs to find a passkey; the person is known only from the answer.</summary>
    public Task<string> RequestOptions() => ceremonies.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Checks the browser's answer and keeps the new passkey.</summary>
    public async Task<Result<Done>> Add(string credential, string name, Actor actor, CancellationToken ct)
    {
        var checkedAnswer = await Attempt(() => ceremonies.PerformPasskeyAttestationAsync(credential));
        if (checkedAnswer is not { Succeeded: true } || checkedAnswer.UserEntity.Id != actor.UserId.ToString())
            return Error.Invalid("passkey.refused", "The passkey could not be checked. Try again.");
        return await add.Run(new(checkedAnswer.Passkey, name), actor, ct);
    }

    /// <summary>Checks the browser's answer and opens a session. A passkey is a second factor by itself: the device asked for face, finger or PIN.</summary>
    public async Task<bool> SignIn(string credential, CancellationToken ct)
    {
        var answer = await Attempt(() => ceremonies.PerformPasskeyAssertionAsync(credential));
        if (answer is not { Succeeded: true, User: { } user }) return false;
        await users.AddOrUpdatePasskeyAsync(user, answer.Passkey); // Its counter moved on.
        return await door.Complete(user.UserId, hasSecondFactor: true, remember: true, ct);
    }

    // What a browser sends is untrusted; a text that is no answer at all counts as a wrong one.
    private static async Task<T?> Attempt<T>(Func<Task<T>> ceremony) where T : class
    {
        try
        {
            return await ceremony();
        }
        catch (Exception refused) when (refused is PasskeyException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
