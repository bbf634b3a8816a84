using FluentValidation;
using Gateways.FluentValidation.Tests.Bodies;
using Gateways.FluentValidation.Tests.Messages;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.FluentValidation.Tests;

public sealed class ValidationPipeTests
{
    private const string GoodOrder = """{"customer":"Ada","orderLines":[{"product":"tea","quantity":2}]}""";

    [Fact]
    public async Task Transform_ValidBody_HandsOnTheSameValue()
    {
        var (pipe, services) = Create();

        var order = await new FakeMessage(GoodOrder, services).SendAsync<Order>(pipe);

        Assert.Equal("Ada", order!.Customer);
    }

    [Fact]
    public async Task Transform_TypeWithoutValidator_Passes()
    {
        var (pipe, services) = Create();

        Assert.Equal("", (await new FakeMessage("""{"street":""}""", services).SendAsync<Address>(pipe))!.Street);
        Assert.Equal(2, (await new FakeMessage("[1,2]", services).SendAsync<int[]>(pipe))!.Length);
        Assert.Equal("text", await new FakeMessage("\"text\"", services).SendAsync<string>(pipe));
    }

    [Fact]
    public async Task Transform_MissingOptionalValue_Passes()
    {
        var (pipe, services) = Create(static options => options.ForbidUnknownMembers = true);
        var context = new PipeContext(new FakeMessage("", services), new PipeParameter("order", PipeTarget.Body));

        Assert.Null(await pipe.TransformAsync<Order>(null, context));
        Assert.Null(await pipe.TransformAsync<int?>(null, context));
    }

    [Fact]
    public async Task Transform_BrokenRules_TellsPlaceCodeAndTextInTheNamesOfTheWire()
    {
        var (pipe, services) = Create();
        const string body = """{"customer":"","ship_to":{"street":""},"orderLines":[{"product":"tea"},{"product":"","quantity":0,"tags":["a",""]}]}""";

        var errors = await ErrorsAsync<Order>(pipe, new FakeMessage(body, services));

        Assert.Equal(
            [
                ("customer", "customer_required"), ("customer", "customer_short"), ("ship_to.street", "street_required"),
                ("orderLines[1].product", "product_required"), ("orderLines[1].quantity", "quantity"), ("orderLines[1].tags[1]", "tag"),
            ],
            errors.Select(static error => (error.Property, error.Code)));
        Assert.Equal("A customer is needed.", errors[0].Message);
    }

    [Theory]
    [InlineData("""{"order":{"customer":""}}""", PipeTarget.Property, "order", 0, "order.customer")]
    [InlineData("""[1,{"customer":""}]""", PipeTarget.Argument, null, 1, "[1].customer")]
    public async Task Transform_PartOfTheBody_PutsItsPlaceInFront(string body, PipeTarget target, string? property, int index, string expected)
    {
        var (pipe, services) = Create(static options => options.StopAtFirstError = true);

        var errors = await ErrorsAsync<Order>(pipe, new FakeMessage(body, services) { IsSingle = false }, new PipeParameter("order", target, property, index));

        Assert.Equal(expected, Assert.Single(errors).Property);
    }

    [Fact]
    public async Task Transform_AsynchronousRule_IsAwaited()
    {
        var (pipe, services) = Create();

        var errors = await ErrorsAsync<Order>(pipe, new FakeMessage("""{"customer":"banned"}""", services));

        Assert.Equal("customer_banned", Assert.Single(errors).Code);
    }

    [Fact]
    public async Task Transform_ListWithoutValidator_ChecksEveryItem()
    {
        var (pipe, services) = Create();

        var errors = await ErrorsAsync<List<OrderLine>>(pipe, new FakeMessage("""[{"product":"tea"},null,{"product":"","tags":[""]}]""", services));

        Assert.Equal(["[2].product", "[2].tags[0]"], errors.Select(static error => error.Property));
    }

    [Fact]
    public async Task Transform_ArrayBehindAProperty_PutsItsPlaceInFront()
    {
        var (pipe, services) = Create();

        var errors = await ErrorsAsync<OrderLine[]>(pipe, new FakeMessage("""{"lines":[{"product":""}]}""", services), new PipeParameter("lines", PipeTarget.Property, "lines"));

        Assert.Equal("lines[0].product", Assert.Single(errors).Property);
    }

    [Fact]
    public async Task Transform_ListWithAValidatorOfItsOwn_LeavesTheItemsToIt()
    {
        var (pipe, services) = Create(register: static services => services.AddSingleton<IValidator<List<OrderLine>>, LinesValidator>());

        var errors = await ErrorsAsync<List<OrderLine>>(pipe, new FakeMessage("""[{"product":""},{"product":""}]""", services));

        Assert.Equal(("", "too_many"), (Assert.Single(errors).Property, errors[0].Code));
    }

    [Fact]
    public async Task RuleSets_FromTheOptions_RunAlone()
    {
        var (pipe, services) = Create(static options => options.RuleSets.Add("express"));

        var errors = await ErrorsAsync<Order>(pipe, new FakeMessage("""{"customer":""}""", services));

        Assert.Equal(("ship_to", "address_required"), (Assert.Single(errors).Property, errors[0].Code));
    }

    [Fact]
    public async Task RuleSets_FromTheHandler_ComeBeforeTheOptions()
    {
        var (pipe, services) = Create(static options => options.RuleSets.Add("express"));
        var message = new FakeMessage("""{"customer":""}""", services) { Attributes = [new ValidateAttribute("*"), new ValidateAttribute("default", "express") { StopAtFirstError = true }] };

        var errors = await ErrorsAsync<Order>(pipe, message);

        Assert.Equal(["customer", "ship_to"], errors.Select(static error => error.Property).Order());
    }

    [Fact]
    public async Task Validate_OnTheHandler_LeavesTheRestAsTheOptionsSay()
    {
        var (pipe, services) = Create(static options => (options.ForbidUnknownMembers, options.StopAtFirstError) = (true, true));
        var message = new FakeMessage("""{"customer":"","evil":1}""", services) { Attributes = [new ValidateAttribute { StopAtFirstError = false }] };

        var errors = await ErrorsAsync<Order>(pipe, message);

        Assert.Equal(["unknown_member", "customer_required", "customer_short"], errors.Select(static error => error.Code));
    }

    [Fact]
    public async Task StopAtFirstError_SeveralOfOneProperty_TellsTheFirstOfEach()
    {
        var (pipe, services) = Create(static options => options.StopAtFirstError = true);

        var errors = await ErrorsAsync<Order>(pipe, new FakeMessage("""{"customer":"","orderLines":[{"product":""}]}""", services));

        Assert.Equal(["customer_required", "product_required"], errors.Select(static error => error.Code));
    }

    [Fact]
    public async Task MaxErrors_LongListOfBadItems_ChecksNoMoreThanItTells()
    {
        var checks = 0;
        var (pipe, services) = Create(
            static options => options.MaxErrors = 5,
            services => services.AddSingleton<IValidator<OrderLine>>(new CountingValidator<OrderLine>(() => checks++)));
        var body = $"[{string.Join(',', Enumerable.Repeat("""{"product":""}""", 10_000))}]";

        var errors = await ErrorsAsync<OrderLine[]>(pipe, new FakeMessage(body, services));

        Assert.Equal((5, 5), (errors.Count, checks));
    }

    [Fact]
    public async Task Transform_ValidatorThatThrows_IsNotTakenForABadBody()
    {
        var (pipe, services) = Create(register: static services => services.AddSingleton<IValidator<Address>>(new CountingValidator<Address>(static () => throw new InvalidOperationException("broken"))));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => new FakeMessage("{}", services).SendAsync<Address>(pipe));

        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public async Task Transform_ScopedValidator_ComesFromTheMessagesScope()
    {
        var (pipe, root) = Create(register: static services => services.AddScoped<IValidator<Address>, AddressValidator>());
        using var scope = root.CreateScope();

        await ErrorsAsync<Address>(pipe, new FakeMessage("{}", scope.ServiceProvider));

        Assert.Equal(1, ((AddressValidator)scope.ServiceProvider.GetRequiredService<IValidator<Address>>()).Checks);
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton, false)]
    [InlineData(ServiceLifetime.Scoped, true)]
    [InlineData(ServiceLifetime.Transient, true)]
    public void NeedsMessageScope_OnlyWhenAValidatorMayUseOne(ServiceLifetime lifetime, bool expected)
    {
        var builder = new FakeBuilder();
        builder.AddFluentValidation();
        builder.Services.Add(new ServiceDescriptor(typeof(IValidator<Order>), typeof(OrderValidator), lifetime));

        IMessageScopeUser pipe = builder.Services.BuildServiceProvider().GetRequiredService<ValidationPipe>();

        Assert.Equal(expected, pipe.NeedsMessageScope);
    }

    [Fact]
    public void Create_WithoutAddFluentValidation_SaysWhatToDo()
    {
        var services = new ServiceCollection().AddOptions().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => ActivatorUtilities.CreateInstance<ValidationPipe>(services));

        Assert.Contains("AddFluentValidation()", error.Message, StringComparison.Ordinal);
    }

    internal static (ValidationPipe Pipe, IServiceProvider Services) Create(Action<ValidationPipeOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        var builder = new FakeBuilder();
        builder.AddFluentValidation(configure).AddFluentValidation();
        builder.Services.AddSingleton<IValidator<Order>, OrderValidator>().AddSingleton<IValidator<OrderLine>, OrderLineValidator>();
        register?.Invoke(builder.Services);
        var services = builder.Services.BuildServiceProvider(validateScopes: true);
        return (services.GetRequiredService<ValidationPipe>(), services);
    }

    internal static async Task<IReadOnlyList<ValidationError>> ErrorsAsync<T>(ValidationPipe pipe, FakeMessage message, PipeParameter? parameter = null) =>
        (await Assert.ThrowsAsync<WsValidationException>(() => message.SendAsync<T>(pipe, parameter))).Errors;

    private sealed class LinesValidator : AbstractValidator<List<OrderLine>>
    {
        public LinesValidator() => RuleFor(static lines => lines).Must(static lines => lines.Count < 2).WithErrorCode("too_many");
    }

    private sealed class AddressValidator : AbstractValidator<Address>
    {
        public AddressValidator() => RuleFor(static address => address.Street).NotEmpty();

        public int Checks { get; private set; }

        protected override bool PreValidate(ValidationContext<Address> context, global::FluentValidation.Results.ValidationResult result)
        {
            Checks++;
            return true;
        }
    }

    private sealed class CountingValidator<T> : AbstractValidator<T>
    {
        public CountingValidator(Action check) => RuleFor(static item => item).Must(_ =>
        {
            check();
            return false;
        });
    }
}
