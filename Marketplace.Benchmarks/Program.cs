// `money CONNECTION [SECONDS]` measures money steps end to end; anything else goes to BenchmarkDotNet.
if (args is ["money", var connection, ..])
    await Marketplace.Benchmarks.MoneySteps.Run(connection, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10);
else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
