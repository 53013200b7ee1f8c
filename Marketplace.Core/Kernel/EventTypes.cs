using System.Collections.Frozen;
using System.Reflection;

namespace Marketplace.Core.Kernel;

/// <summary>Finds the class of a stored event by its name.</summary>
/// <param name="assemblies">Where events are declared.</param>
public sealed class EventTypes(params Assembly[] assemblies)
{
    private readonly FrozenDictionary<string, Type> _types = assemblies.SelectMany(a => a.GetTypes())
        .Where(type => type is { IsAbstract: false } && typeof(IEvent).IsAssignableFrom(type))
        .ToFrozenDictionary(type => type.FullName!);

    /// <summary>The class, or null when this version of the product does not know the event.</summary>
    public Type? Find(string name) => _types.GetValueOrDefault(name);
}
