// `money CONNECTION [SECONDS]` measures money steps end to end, `scale FOLDER TRACKS …` a large catalogue, `monitor INDEX FILE` streams a core;
// anything else goes to BenchmarkDotNet.
if (args is ["money", var connection, ..])
    await Marketplace.Benchmarks.MoneySteps.Run(connection, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10);
else if (args is ["scale", .. { Length: > 1 } scale]) await Marketplace.Benchmarks.ScaleRun.Run(scale);
else if (args is ["monitor", var folder, var file]) await Marketplace.Benchmarks.MonitorRun.Run(folder, file);
else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
