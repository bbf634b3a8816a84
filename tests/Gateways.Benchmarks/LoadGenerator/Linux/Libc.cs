using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// The few Linux calls the generator needs, under their own names. It has one thread, so the two hot calls, which never block, leave out
/// the GC transition.
/// </summary>
internal static unsafe partial class Libc
{
    public const int AddressFamilyInet = 2;
    public const int SocketStream = 1;
    public const int SocketNonBlocking = 0x800;
    public const int SocketCloseOnExec = 0x80000;

    public const int LevelSocket = 1;
    public const int OptionError = 4;
    public const int OptionReceiveBuffer = 8;
    public const int LevelIP = 0;
    public const int OptionBindAddressNoPort = 24;
    public const int LevelTcp = 6;
    public const int OptionTcpNoDelay = 1;

    public const int EpollAdd = 1;
    public const int EpollModify = 3;
    public const uint EpollIn = 1;
    public const uint EpollOut = 4;
    public const uint EpollPeerClosed = 0x2000;

    public const int InterruptedCall = 4;
    public const int TryAgain = 11;
    public const int InProgress = 115;
    public const int NoSignal = 0x4000;

    public const int SocketAddressLength = 16;

    /// <summary><c>struct epoll_event</c> is packed on x86-64 only.</summary>
    public static readonly int EpollEventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public static readonly int EpollDataOffset = EpollEventSize - 8;

    public static int Errno => Marshal.GetLastSystemError();

    [LibraryImport("libc", EntryPoint = "socket")]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect")]
    public static partial int Connect(int fd, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "bind")]
    public static partial int Bind(int fd, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    public static partial int SetSocketOption(int fd, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    public static partial int GetSocketOption(int fd, int level, int name, int* value, int* length);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    public static partial int GetSocketName(int fd, byte* address, int* length);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, byte* events, int max, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "recv")]
    [SuppressGCTransition]
    public static partial nint Receive(int fd, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send")]
    [SuppressGCTransition]
    public static partial nint Send(int fd, byte* buffer, nint length, int flags);

    /// <summary>Adds a descriptor to the epoll set, or changes what it waits for.</summary>
    public static void EpollControl(int epoll, int operation, int fd, uint events)
    {
        byte* description = stackalloc byte[16];
        *(uint*)description = events;
        *(int*)(description + EpollDataOffset) = fd;
        if (EpollControlCore(epoll, operation, fd, description) != 0)
        {
            throw new IOException($"epoll_ctl failed, errno {Errno}");
        }
    }

    /// <summary>Fills in a <c>struct sockaddr_in</c>.</summary>
    public static void WriteAddress(byte* address, uint ip, int port)
    {
        new Span<byte>(address, SocketAddressLength).Clear();
        *(ushort*)address = AddressFamilyInet;
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(address + 2, 2), (ushort)port);
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(address + 4, 4), ip);
    }

    /// <summary>The port a connected socket has on our side.</summary>
    public static int LocalPort(int fd)
    {
        byte* address = stackalloc byte[SocketAddressLength];
        int length = SocketAddressLength;
        return GetSocketName(fd, address, &length) == 0 ? (address[2] << 8) | address[3] : 0;
    }

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    private static partial int EpollControlCore(int epoll, int operation, int fd, byte* description);
}
