namespace Gateways.Adapters;

/// <summary>Creates the adapter of each namespace.</summary>
public interface IAdapterFactory
{
    /// <summary>Creates the adapter of a namespace; called once per namespace.</summary>
    IAdapter Create(string @namespace);
}
