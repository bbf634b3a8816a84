namespace Gateways.Benchmarks.LoadGenerator;

internal abstract partial class LoadEngine
{
    /// <summary>The client's next request for each answer that has arrived.</summary>
    private void OnPollData(LoadConnection connection, PollingClient client, ReadOnlySpan<byte> data)
    {
        while (HttpResponse.TryRead(data, LongestFrame, out HttpResponse response))
        {
            Counters.Frames++;
            int pings = client.Pings;
            byte[] request;
            try
            {
                request = client.OnResponse(response);
            }
            catch (IOException e)
            {
                Counters.Errors++;
                Counters.FirstError ??= e.Message;
                Drop(connection);
                return;
            }

            Counters.Pings += client.Pings - pings;
            data = data[response.Length..];
            if (client.IsReady && connection.State != ConnectionState.Ready)
            {
                BecomeReady(connection);
            }

            Send(connection, request);
        }

        KeepPartial(connection, data);
    }
}
