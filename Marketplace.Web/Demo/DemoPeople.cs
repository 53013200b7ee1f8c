using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Demo;

/// <summary>Opens the demo's accounts.</summary>
public sealed class DemoPeople
{
    private static readonly IReadOnlyDictionary<string, string> NoAnswers = new Dictionary<string, string>();

    /// <summary>Makes who is missing and answers everybody's account by address.</summary>
    public static async Task<IReadOnlyDictionary<string, Actor>> Open(DemoPast past, CancellationToken ct)
    {
        var seeder = past.Get<AccountSeeder>();
        Dictionary<string, Actor> people = [];
        foreach (var person in DemoCast.Artists.Concat(DemoCast.StationOwners).Concat(DemoCast.Clients).Concat(DemoCast.Staff))
        {
            var isStaff = person.StaffRoles.Length > 0;
            var id = await seeder.Person(
                person.Email, person.Name, DemoCast.Password,
                person.Capabilities.ToDictionary(c => c, c => c == Capability.Artist ? Artist(person) : NoAnswers),
                person.StaffRoles, isStaff ? AccountSeeder.DemoCodeKey : null,
                new PersonalSettings(person.Language, person.TimeZone, person.Language == "en" ? "GHS" : "CNY"), ct);
            people[person.Email] = new Actor(id, person.Name)
            {
                Capabilities = person.Capabilities.ToHashSet(), StaffRoles = person.StaffRoles.ToHashSet(), HasSecondFactor = isStaff,
            };
        }
        return people;
    }

    private static Dictionary<string, string> Artist(DemoPerson person) => new()
    {
        ["stageName"] = person.Name, ["country"] = person.TimeZone.StartsWith("Asia", StringComparison.Ordinal) ? "CN" : "GH",
    };
}
