using FsCheck;
using Microsoft.FSharp.Core;

namespace Marketplace.Tests.Kit;

/// <summary>Property tests with a fixed seed, so that a failure comes back; the seed is part of the failure text.</summary>
internal static class Properties
{
    private const ulong Seed = 20_260_701;
    private const ulong Gamma = 424_243; // The generator asks for an odd number.

    public static void Hold(Property property, int cases = 200)
    {
        var replay = new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(FSharpOption<Replay>.Some(replay));
        try
        {
            Check.One(config, property);
        }
        catch (Exception failure)
        {
            throw new Xunit.Sdk.XunitException($"Seed ({Seed},{Gamma}): {failure.Message}");
        }
    }
}
