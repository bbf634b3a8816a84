using BenchmarkDotNet.Running;

if (args is not ["micro", .. var benchmarkArguments])
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project tests/Gateways.Benchmarks -- micro [BenchmarkDotNet arguments]
               tests/Gateways.Benchmarks/run.sh    compares whole servers under load
        """);
    return 2;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(benchmarkArguments);
return 0;
