using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Storage;
using Marketplace.Core.Storage.Backups;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Storage;

[Trait("Suite", "UseCases")]
public sealed class BackupTests
{
    [Fact]
    public async Task An_archive_restored_into_an_empty_place_has_every_row_and_file_and_still_refuses_changes()
    {
        await using var world = await World.New();
        for (var i = 0; i < 7; i++) await world.Get<SayStatus>().Run(new($"notice {i}", Guid.NewGuid()), Actor.System("test"), default);
        var data = Directory.CreateDirectory(Path.Combine(world.Folder, "data")).FullName;
        Directory.CreateDirectory(Path.Combine(data, "audio/ab"));
        Directory.CreateDirectory(Path.Combine(data, "logs"));
        await File.WriteAllTextAsync(Path.Combine(data, "audio/ab/song.flac"), "music");
        await File.WriteAllTextAsync(Path.Combine(data, "logs/marketplace.log"), "not kept");
        var archive = Path.Combine(world.Folder, "backup.tar.gz");
        var saved = await world.Get<Backup>().Run(data, archive, default);
        Assert.Equal(7, saved.Rows["audit_entries"]);

        var place = Directory.CreateDirectory(Path.Combine(world.Folder, "restored")).FullName;
        await using var services = await EmptyPlace(place);
        var restored = await services.GetRequiredService<Restore>().Run(archive, place, default);

        Assert.Equal(saved.Rows, restored.Rows);
        Assert.Equal("music", await File.ReadAllTextAsync(Path.Combine(place, "audio/ab/song.flac")));
        Assert.False(Directory.Exists(Path.Combine(place, "logs")));
        await using var db = await services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync();
        await db.Upgrade();
        Assert.Equal(7, await db.StatusNotices.CountAsync());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.AuditEntries.ExecuteDeleteAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<Restore>().Run(archive, place, default));
    }

    private static async Task<ServiceProvider> EmptyPlace(string folder)
    {
        var connection = PostgresCluster.IsWanted ? await PostgresCluster.NewDatabase() : Path.Combine(folder, "marketplace.db");
        return new ServiceCollection().AddLogging().AddKernel().AddStorage(connection).AddOperations()
            .AddSingleton<IAuditHead>(new AuditHeadFile(Path.Combine(folder, "audit-head.txt"), TimeProvider.System))
            .BuildServiceProvider();
    }
}
