using System.Security.Claims;
using Gateways.Specification;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Gateways.SocketIO.Tests.EngineIO;

/// <summary>The user of a request, about whom whoever asks has to wait: a session is found before it is asked whose the request is.</summary>
internal sealed class HeldUser(Signal asked, Signal gate) : IHttpAuthenticationFeature
{
    public ClaimsPrincipal? User
    {
        get
        {
            asked.Set();
            gate.WaitAsync().Wait();
            return null;
        }

        set => throw new NotSupportedException();
    }
}
