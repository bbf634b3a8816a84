using BenchmarkDotNet.Running;
using Gateways.Benchmarks.Cluster;

if (args is ["redis", var redis])
{
    return await RedisCommand.RunAsync(redis);
}

if (args is not ["micro", .. var benchmarkArguments])
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project tests/Gateways.Benchmarks -- micro [BenchmarkDotNet arguments]
               dotnet run -c Release --project tests/Gateways.Benchmarks -- redis HOST:PORT
               tests/Gateways.Benchmarks/run.sh    compares whole servers under load
        """);
    return 2;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(benchmarkArguments);
return 0;
