using Marketplace.Cli.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await CommandTable.Run(args, Console.Out, Console.Error, stop.Token);
