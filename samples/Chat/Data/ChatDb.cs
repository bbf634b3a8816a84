using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Chat;

/// <summary>The chat's one table, in a SQLite file. EF Core creates the file in WAL mode: readers do not wait for the writer.</summary>
public sealed class ChatDb(DbContextOptions<ChatDb> options) : DbContext(options)
{
    public DbSet<ChatMessage> Messages => Set<ChatMessage>();

    /// <summary><c>--db path</c>, else the connection string <c>Chat</c>, else <c>chat.db</c> beside the application.</summary>
    public static string ConnectionString(IConfiguration configuration, IHostEnvironment environment)
        => configuration["db"] is { Length: > 0 } path
            ? new SqliteConnectionStringBuilder { DataSource = path }.ToString()
            : configuration.GetConnectionString("Chat")
                ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(environment.ContentRootPath, "chat.db") }.ToString();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.Entity<ChatMessage>(message =>
        {
            message.HasKey(m => m.Sequence);
            message.HasIndex(m => m.Id).IsUnique();
            message.HasIndex(m => new { m.RoomId, m.Sequence });
        });
}
