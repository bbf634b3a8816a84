using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.FilterAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class FilterAnalyzerTests
{
    private const string Types = """
        public class All : IExceptionFilter { public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => new(FilterResult.Error("no")); }
        public class AllToo : IExceptionFilter
        {
            public async ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context)
            {
                await Task.Yield();
                Func<int> other = () => { return 1; };
                if (exception is TimeoutException)
                    return FilterResult.Handled;
                return exception is WsException ? FilterResult.Value(1) : exception switch { null => throw new Exception(), _ => FilterResult.Error("x") };
            }
        }
        [Catch<Exception>] public class AllByName : IExceptionFilter
        {
            public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => ValueTask.FromResult(Gateways.FilterResult.Handled);
        }
        public class Sometimes : IExceptionFilter
        {
            public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context)
            {
                if (exception is TimeoutException)
                    return new ValueTask<FilterResult>(FilterResult.Handled);
                return new(FilterResult.Next);
            }
        }
        public class Unknown : IExceptionFilter
        {
            public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => DecideAsync();
            private static ValueTask<FilterResult> DecideAsync() => default;
        }
        public class Open : IExceptionFilter { public virtual ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => new(FilterResult.Handled); }
        [Catch<ArgumentException>] public class Arguments : All;
        [Catch<ArgumentNullException>] public class Nulls : All;
        [Catch<ArgumentNullException>, Catch<TimeoutException>] public class NullsAndTimes : All;
        public class InheritedNulls : Nulls;

        """;

    [Theory]
    [InlineData("UseFilters<Nulls>")]
    [InlineData("UseFilters<All>, UseFilters<Nulls>")]
    [InlineData("UseFilters<All>, UseFilters<Sometimes>")]
    [InlineData("UseFilters<All>, UseFilters<Unknown>")]
    [InlineData("UseFilters<All>, UseFilters<Open>")]
    [InlineData("UseFilters<Arguments>, UseFilters<Nulls>")]
    [InlineData("UseFilters<NullsAndTimes>, UseFilters<Arguments>")]
    public Task Filter_ThatIsAsked_IsQuiet(string filters) => Verify.VerifyAsync(OnBoth(filters));

    [Fact]
    public Task Filter_OfMethod_MayDecideBeforeThatOfTheClass() => Verify.VerifyAsync(
        Types + """[WebSocketGateway("/a"), UseFilters<Nulls>] public partial class A { [SubscribeMessage("e"), UseFilters<All>] public void Handle() { } }""");

    [Theory]
    [InlineData("{|GTW1007:UseFilters<All>|}, UseFilters<AllToo>")]
    [InlineData("{|GTW1007:UseFilters<Nulls>|}, UseFilters<AllToo>")]
    [InlineData("{|GTW1007:UseFilters<All>|}, UseFilters<AllByName>")]
    [InlineData("{|GTW1007:UseFilters<AllByName>|}, UseFilters<All>")]
    [InlineData("{|GTW1007:UseFilters<Nulls>|}, UseFilters<Arguments>")]
    [InlineData("{|GTW1007:UseFilters<InheritedNulls>|}, UseFilters<Arguments>")]
    [InlineData("{|GTW1007:UseFilters<Sometimes>|}, UseFilters<Sometimes>")]
    [InlineData("{|GTW1007:UseFilters<Nulls>|}, {|GTW1007:UseFilters<Sometimes>|}, UseFilters<All>")]
    public Task Filter_BehindOneThatDecides_IsAdvisedAgainst(string filters) => Verify.VerifyAsync(OnBoth(filters));

    [Fact]
    public Task Filter_BehindOneThatDecides_SaysWhatToDo() => Verify.VerifyAsync(
        Types + """[WebSocketGateway("/a"), {|GTW1007:UseFilters<Nulls>|}, UseFilters<All>] public partial class A;""",
        "'Nulls' on 'A' is never asked: 'All', declared after it, is asked first and decides all that it would; declare it after 'All'");

    [Fact]
    public Task Filter_Twice_SaysWhatToDo() => Verify.VerifyAsync(
        Types + """[WebSocketGateway("/a"), {|GTW1007:UseFilters<All>|}, UseFilters<All>] public partial class A;""",
        "'All' on 'A' is never asked: 'All', declared after it, is asked first and decides all that it would; remove one of the two");

    [Fact]
    public Task Catch_OnNoFilter_IsAdvisedAgainst() => Verify.VerifyAsync(
        "[{|GTW1008:Catch<Exception>|}] public class A;",
        "'A' is no exception filter, so its [Catch] has no effect; implement IExceptionFilter or remove the attribute");

    [Fact]
    public Task Catch_OnFilterOrTheBaseOfOne_IsQuiet() => Verify.VerifyAsync(Types + "[Catch<Exception>] public abstract class A;");

    private static string OnBoth(string filters) => Types + $$"""
        [WebSocketGateway("/a"), {{filters}}]
        public partial class A
        {
            [SubscribeMessage("e"), {{filters}}] public void Handle() { }
        }
        """;
}
