namespace Gateways.CodeAnalysis;

/// <summary>The types that mean something to the generator and the analyzers.</summary>
internal static class KnownTypes
{
    public static readonly TypeName WebSocketGateway = new("Gateways", "WebSocketGatewayAttribute");
    public static readonly TypeName WebSocketGatewayOfEvents = new("Gateways", "WebSocketGatewayAttribute", 1);
    public static readonly TypeName SubscribeMessage = new("Gateways", "SubscribeMessageAttribute");
    public static readonly TypeName CatchAll = new("Gateways", "CatchAllAttribute");
    public static readonly TypeName MessageBody = new("Gateways", "MessageBodyAttribute");
    public static readonly TypeName ConnectedSocket = new("Gateways", "ConnectedSocketAttribute");
    public static readonly TypeName AckAttribute = new("Gateways", "AckAttribute");
    public static readonly TypeName MessageName = new("Gateways", "MessageNameAttribute");
    public static readonly TypeName WsParam = new("Gateways", "WsParamAttribute");
    public static readonly TypeName WebSocketServer = new("Gateways", "WebSocketServerAttribute");
    public static readonly TypeName Event = new("Gateways", "EventAttribute");
    public static readonly TypeName FromServices = new("Gateways", "FromServicesAttribute");
    public static readonly TypeName MvcFromServices = new("Microsoft.AspNetCore.Mvc", "FromServicesAttribute");
    public static readonly TypeName MvcFromRoute = new("Microsoft.AspNetCore.Mvc", "FromRouteAttribute");
    public static readonly TypeName FromKeyedServices = new("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute");

    public static readonly TypeName UseGuards = new("Gateways", "UseGuardsAttribute", 1);
    public static readonly TypeName UseInterceptors = new("Gateways", "UseInterceptorsAttribute", 1);
    public static readonly TypeName UsePipes = new("Gateways", "UsePipesAttribute", 1);
    public static readonly TypeName UseFilters = new("Gateways", "UseFiltersAttribute", 1);
    public static readonly TypeName UseConnectionGuards = new("Gateways", "UseConnectionGuardsAttribute", 1);
    public static readonly TypeName UseOutgoingInterceptors = new("Gateways", "UseOutgoingInterceptorsAttribute", 1);
    public static readonly TypeName Obsolete = new("System", "ObsoleteAttribute");
    public static readonly TypeName AttributeUsage = new("System", "AttributeUsageAttribute");

    public static readonly TypeName Pipe = new("Gateways", "IPipe");
    public static readonly TypeName ConvertingPipe = new("Gateways", "IPipe", 2);
    public static readonly TypeName Ack = new("Gateways", "IAck");
    public static readonly TypeName GatewayContext = new("Gateways", "GatewayContext");
    public static readonly TypeName GatewayClient = new("Gateways", "IGatewayClient");
    public static readonly TypeName GatewayServer = new("Gateways", "IGatewayServer");
    public static readonly TypeName GatewayServerOfGateway = new("Gateways", "IGatewayServer", 1);
    public static readonly TypeName GatewayServerOfEvents = new("Gateways", "IGatewayServer", 2);
    public static readonly TypeName Guard = new("Gateways", "IGuard");
    public static readonly TypeName Interceptor = new("Gateways", "IInterceptor");
    public static readonly TypeName ExceptionFilter = new("Gateways", "IExceptionFilter");
    public static readonly TypeName ConnectionGuard = new("Gateways", "IConnectionGuard");
    public static readonly TypeName OutgoingInterceptor = new("Gateways", "IOutgoingInterceptor");
    public static readonly TypeName Catch = new("Gateways", "CatchAttribute", 1);
    public static readonly TypeName FilterResult = new("Gateways", "FilterResult");
    public static readonly TypeName ValidationPipe = new("Gateways", "ValidationPipe");
    public static readonly TypeName Validate = new("Gateways", "ValidateAttribute");
    public static readonly TypeName Validator = new("FluentValidation", "IValidator", 1);
    public static readonly TypeName AuthorizeData = new("Microsoft.AspNetCore.Authorization", "IAuthorizeData");
    public static readonly TypeName OnGatewayInit = new("Gateways", "IOnGatewayInit");
    public static readonly TypeName OnGatewayConnection = new("Gateways", "IOnGatewayConnection");
    public static readonly TypeName OnGatewayDisconnect = new("Gateways", "IOnGatewayDisconnect");
    public static readonly TypeName WsResponse = new("Gateways", "WsResponse", 1);

    public static readonly TypeName CancellationToken = new("System.Threading", "CancellationToken");
    public static readonly TypeName Task = new("System.Threading.Tasks", "Task");
    public static readonly TypeName TaskOfResult = new("System.Threading.Tasks", "Task", 1);
    public static readonly TypeName ValueTask = new("System.Threading.Tasks", "ValueTask");
    public static readonly TypeName ValueTaskOfResult = new("System.Threading.Tasks", "ValueTask", 1);
    public static readonly TypeName Thread = new("System.Threading", "Thread");
    public static readonly TypeName AsyncEnumerable = new("System.Collections.Generic", "IAsyncEnumerable", 1);
    public static readonly TypeName Observable = new("System", "IObservable", 1);
    public static readonly TypeName Parsable = new("System", "IParsable", 1);
    public static readonly TypeName ChannelReader = new("System.Threading.Channels", "ChannelReader", 1);
    public static readonly TypeName Stream = new("System.IO", "Stream");
}
