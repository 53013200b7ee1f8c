using FsCheck;
using FsCheck.Fluent;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Payments.Escrow;

/// <summary>Random business programs; a failing one is made as short as it can be.</summary>
public sealed class ProgramTests
{
    private const int Programs = 210;
    private const int Steps = 50;

    [Fact]
    public async Task After_every_step_of_every_program_the_books_are_whole()
    {
        await using var world = await World.New();
        var numbers = Gen.Choose(0, 10_000);
        var steps = numbers.SelectMany(kind => numbers.SelectMany(a => numbers.Select(b => (Kind: kind, A: a, B: b))));
        var count = 0;
        Properties.Hold(Prop.ForAll(Arb.From(steps.ArrayOf(Steps), Shorter), async program =>
        {
            await using var db = world.Db();
            await using var never = await db.Database.BeginTransactionAsync();
            var business = new BusinessProgram(world, db);
            foreach (var (kind, a, b) in program)
            {
                await business.Step(kind, a, b);
                count++;
            }
            await business.Prove("the end");
        }), Programs);
        Assert.True(count >= 10_000, $"{count} steps");
    }

    // First without a half, a quarter, an eighth; then without single steps.
    private static IEnumerable<(int Kind, int A, int B)[]> Shorter((int Kind, int A, int B)[] program)
    {
        for (var size = program.Length / 2; size >= 1; size /= 2)
            for (var from = 0; from + size <= program.Length; from += size)
                yield return [.. program[..from], .. program[(from + size)..]];
    }
}
