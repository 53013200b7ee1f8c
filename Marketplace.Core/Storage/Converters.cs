using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Core.Storage;

/// <summary>Stores a typed id as its bare value.</summary>
public sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From(value))
    where TId : struct, IId<TId>
{
    private static TId From(Guid value) => TId.From(value);
}

/// <summary>Stores an asset as its code.</summary>
public sealed class AssetConverter() : ValueConverter<Asset, string>(asset => asset.Code, code => Asset.Parse(code));

/// <summary>Stores an instant as whole microseconds since 1970 UTC, so that SQLite sorts and compares it.</summary>
public sealed class MicrosecondsConverter() : ValueConverter<DateTime, long>(
    instant => (Utc.Of(instant).Ticks - DateTime.UnixEpoch.Ticks) / 10,
    micros => DateTime.UnixEpoch.AddTicks(micros * 10));

/// <summary>Refuses instants that are not UTC and reads them back as UTC.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    instant => Utc.Of(instant), instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc));

/// <summary>The one rule for instants: UTC or an error.</summary>
public static class Utc
{
    /// <summary>The instant itself, if it is UTC.</summary>
    /// <exception cref="ArgumentException">The instant is local or unspecified.</exception>
    public static DateTime Of(DateTime instant) => instant.Kind == DateTimeKind.Utc
        ? instant
        : throw new ArgumentException($"Instants are UTC; this one is {instant.Kind}.", nameof(instant));
}
