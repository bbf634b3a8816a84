using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Gateways.Analyzers;

/// <summary>
/// Looks for calls that block in methods that run while clients wait. Quiet in lambdas and local functions, which may run elsewhere, and about tasks that the
/// method has awaited or asked whether they are completed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.PipelineBlocks];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeProperty, OperationKind.PropertyReference);
        context.RegisterOperationAction(AnalyzeInvocation, OperationKind.Invocation);
    }

    private static void AnalyzeProperty(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference is { Property.Name: "Result", Instance: { } task } && PayloadTypes.IsTask(reference.Property.ContainingType))
            Report(context, task, $"{reference.Property.ContainingType.Name}.Result");
    }

    private static void AnalyzeInvocation(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var (type, name) = (call.TargetMethod.ContainingType, call.TargetMethod.Name);
        if (name == "Sleep" && KnownTypes.Thread.Matches(type))
            Report(context, null, "Thread.Sleep");
        else if (name is "Wait" or "WaitAll" or "WaitAny" && KnownTypes.Task.Matches(type))
            Report(context, call.Instance, $"Task.{name}");
        else if (name == "GetResult" && FindTaskOfAwaiter(call.Instance) is { } task)
            Report(context, task, "GetAwaiter().GetResult");
    }

    /// <summary>The task in <c>task.GetAwaiter()</c> and <c>task.ConfigureAwait(false).GetAwaiter()</c>.</summary>
    private static IOperation? FindTaskOfAwaiter(IOperation? awaiter)
    {
        if (awaiter is not IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited })
            return null;

        var task = awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited;
        return task.Type is { } type && PayloadTypes.IsTask(type) ? task : null;
    }

    private static void Report(OperationAnalysisContext context, IOperation? task, string call)
    {
        if (context.ContainingSymbol is not IMethodSymbol method || !PipelineMethod.Is(method) || IsNested(context.Operation))
            return;
        if (task is not null && TaskUse.IsKnownToBeCompleted(task))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            GatewayDiagnostics.PipelineBlocks,
            context.Operation.Syntax.GetLocation(),
            call,
            method.Name,
            method.ContainingType.Name,
            call == "Thread.Sleep" ? "Task.Delay instead" : "the task instead"));
    }

    private static bool IsNested(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
