using System.Text.Json.Nodes;
using Gateways.Benchmarks.LoadGenerator;

const int UsageError = 2;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("the load generator needs Linux: epoll, /proc and taskset");
    return UsageError;
}

try
{
    var options = new Options(args);
    if (options.Mode is "matrix" or "summary")
    {
        return await MatrixCommand.RunAsync(options);
    }

    using Workload? workload = Workload.Create(options);
    if (workload is null)
    {
        Console.Error.WriteLine("usage: loadgen echo|broadcast|cluster|stuck|idle|hold|churn|matrix|summary --name value ...   (docs/benchmarks.md)");
        return UsageError;
    }

    try
    {
        Console.WriteLine(workload.Run().ToJsonString());
        return 0;
    }
    catch (Exception e) when (e is IOException or TimeoutException)
    {
        Console.WriteLine(new JsonObject { ["workload"] = options.Mode, ["failed"] = e.Message }.ToJsonString());
        return 1;
    }
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return UsageError;
}
