using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Tracking;

namespace Marketplace.Benchmarks;

/// <summary>How many continuous streams one core follows: decoding and monitoring measured apart.</summary>
internal static class MonitorRun
{
    private const int BlockSamples = 1 << 16, TicksPerSecond = 100;

    /// <param name="folder">An index.</param>
    /// <param name="file">A recorded stream of any format.</param>
    public static async Task Run(string folder, string file)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var profile = FingerprintProfile.Standard;
        var index = LandmarkIndex.Load(folder);
        var samples = await AudioFile.DecodeMono(file, profile.SampleRateHz, DecodeLimits.Standard, default);
        var seconds = samples.Length / (double)profile.SampleRateHz;
        var decoding = ChildSeconds();
        Console.WriteLine($"decoding: {decoding:0.00} s of processor time for {seconds:0} s = {seconds / decoding:0} streams a core");
        foreach (var round in new[] { "first", "second", "third" })
        {
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            var monitor = new StreamMonitor(index);
            var plays = 0;
            for (var at = 0; at < samples.Length; at += BlockSamples) plays += monitor.Push(samples.AsSpan(at, Math.Min(BlockSamples, samples.Length - at))).Count;
            plays += monitor.Finish().Count;
            var took = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            Console.WriteLine($"monitoring from PCM, {round} run: {took:0.00} s = {seconds / took:0} streams a core, {1 / (1 / (seconds / took) + decoding / seconds):0} with decoding; "
                + $"{plays} plays; {(GC.GetTotalAllocatedBytes() - allocated) / seconds / 1e3:0.0} kB allocated a second of stream");
        }
    }

    // User and system time of the children that have ended: fields 16 and 17 of the line, counted behind the name.
    private static double ChildSeconds()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / (double)TicksPerSecond;
    }
}
