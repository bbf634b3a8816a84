using System.Runtime.InteropServices;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>The modes <c>matrix</c> and <c>summary</c>. A signal ends the servers before it ends the driver.</summary>
internal static class MatrixCommand
{
    private const int Interrupted = 130;

    /// <returns>0; 1 when a run had faults; 130 after a signal.</returns>
    public static async Task<int> RunAsync(Options options)
    {
        MatrixFile file = MatrixFile.Load(options.Text("servers", "servers.json"));
        if (options.Mode == "matrix")
        {
            using var stop = new CancellationTokenSource();
            void OnSignal(PosixSignalContext context)
            {
                context.Cancel = true;
                stop.Cancel();
            }

            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
            using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
            try
            {
                await new MatrixDriver(file, options, Console.Error, TimeProvider.System).RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("interrupted; the servers have been ended");
                return Interrupted;
            }
        }

        RunRecord[] records = [.. File.ReadLines(options.Text("out", "results.jsonl")).Where(line => line.Length > 0).Select(RunRecord.Parse)];
        int? skip = options.Has("skip") ? options.Integer("skip", 0) : null;
        new Summary(records, file.Comparisons, skip).Write(Console.Out);
        return records.Any(record => record.Faults > 0) ? 1 : 0;
    }
}
