using Xunit;

// The scenarios share the machine with the servers they drive: one at a time keeps their timeouts honest.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
