using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Marketplace.Tests.Kit;

/// <summary>What a mail server received: the envelope, and the message as it came over the wire.</summary>
public sealed record Received(string From, string To, string Data, bool WasEncrypted, string? User)
{
    private string Head => Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", "", StringComparison.Ordinal);

    /// <summary>A header line's value, encoded words decoded; empty without one.</summary>
    public string Header(string name)
    {
        var line = Head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) ?? name + ":";
        var value = line[(name.Length + 1)..].Trim();
        var words = value.Split(' ').Select(w => w.StartsWith("=?utf-8?B?", StringComparison.OrdinalIgnoreCase) ? w[10..^2] : null).ToList();
        return words.Contains(null) ? value : Utf8(words.SelectMany(w => Convert.FromBase64String(w!)));
    }

    /// <summary>The text, decoded, its lines ended by <c>\n</c>.</summary>
    public string Text
    {
        get
        {
            var body = Data[(Data.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            var decoded = Header("Content-Transfer-Encoding").ToLowerInvariant() switch
            {
                "base64" => Utf8(Convert.FromBase64String(body.ReplaceLineEndings(""))),
                "quoted-printable" => Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal)),
                _ => body,
            };
            return decoded.ReplaceLineEndings("\n");
        }
    }

    private static string Utf8(IEnumerable<byte> bytes) => Encoding.UTF8.GetString([.. bytes]);

    private static string Quoted(string text)
    {
        List<byte> bytes = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=') bytes.Add((byte)text[i]);
            else bytes.Add(Convert.ToByte(text.Substring((i += 2) - 1, 2), 16));
        }
        return Utf8(bytes);
    }
}

/// <summary>A small real mail server on loopback (RFC 5321, STARTTLS and AUTH LOGIN) whose refusals a test chooses.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _visits = [];
    private readonly Task _accepting;

    /// <summary>Listens at once, on a free port unless one is named.</summary>
    public MailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it took, in order; a message whose sender was not told is here too.</summary>
    public ConcurrentQueue<Received> Mails { get; } = new();

    /// <summary>An address that it does not know (550).</summary>
    public string? Unknown { get; init; }

    /// <summary>Offers encryption with this certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Takes mail only from this user, after encryption.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>So many messages are taken, and the line breaks before the sender learns it.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Accepts the connection and never says a word.</summary>
    public bool IsMute { get; init; }

    /// <summary>A certificate of this machine's own for localhost, which nobody trusts by itself.</summary>
    public static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var line = await _listener.AcceptTcpClientAsync(_stop.Token);
                _visits.Add(Visit(line));
            }
        }
        catch (OperationCanceledException)
        {
            // The server goes down.
        }
    }

    private async Task Visit(TcpClient client)
    {
        using var _ = client;
        try
        {
            if (IsMute) await Task.Delay(Timeout.Infinite, _stop.Token);
            await new Session(this, client.GetStream()).Run(_stop.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The sender hung up, did not like the certificate, or the server goes down.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_visits);
        _stop.Dispose();
    }

    private sealed class Session(MailServer server, Stream stream)
    {
        private Stream _stream = stream;
        private StreamReader _reader = new(stream, Encoding.Latin1);
        private bool _isEncrypted;
        private string? _user, _from, _to;

        public async Task Run(CancellationToken ct)
        {
            await Say("220 localhost at your service", ct);
            while (await _reader.ReadLineAsync(ct) is { } line && line != "QUIT")
                if (!await Do(line, ct)) return;
        }

        private async Task<bool> Do(string line, CancellationToken ct)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO": await Greet(ct); break;
                case "STARTTLS": await Encrypt(ct); break;
                case "AUTH": await SignIn(line, ct); break;
                case "MAIL" when server.Account is not null && _user is null: await Say("530 sign in first", ct); break;
                case "MAIL": _from = Between(line); await Say("250 ok", ct); break;
                case "RCPT" when Between(line) == server.Unknown: await Say("550 no such person here", ct); break;
                case "RCPT": _to = Between(line); await Say("250 ok", ct); break;
                case "DATA": return await Take(ct);
                default: await Say("502 not known here", ct); break;
            }
            return true;
        }

        private Task Greet(CancellationToken ct)
        {
            List<string> words = ["localhost"];
            if (server.Certificate is not null && !_isEncrypted) words.Add("STARTTLS");
            if (server.Account is not null && _isEncrypted) words.Add("AUTH LOGIN");
            return Say(string.Join("\r\n", words.Select((word, i) => $"250{(i == words.Count - 1 ? ' ' : '-')}{word}")), ct);
        }

        private async Task Encrypt(CancellationToken ct)
        {
            await Say("220 go on", ct);
            var tls = new SslStream(_stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, ct);
            (_stream, _reader, _isEncrypted) = (tls, new StreamReader(tls, Encoding.Latin1), true);
        }

        private async Task SignIn(string line, CancellationToken ct)
        {
            var user = line.Split(' ') is [_, _, var given] ? given : await Ask("VXNlcm5hbWU6", ct);
            var password = await Ask("UGFzc3dvcmQ6", ct);
            if ((Plain(user), Plain(password)) == server.Account) _user = Plain(user);
            await Say(_user is null ? "535 no" : "235 welcome", ct);
        }

        private async Task<string> Ask(string what, CancellationToken ct)
        {
            await Say("334 " + what, ct);
            return await _reader.ReadLineAsync(ct) ?? "";
        }

        private async Task<bool> Take(CancellationToken ct)
        {
            await Say("354 go on", ct);
            var data = new StringBuilder();
            while (await _reader.ReadLineAsync(ct) is { } line && line != ".")
                data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            server.Mails.Enqueue(new Received(_from!, _to!, data.ToString(), _isEncrypted, _user));
            if (server.AnswersToLose-- > 0) return false;
            await Say("250 taken", ct);
            return true;
        }

        private async Task Say(string words, CancellationToken ct)
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), ct);
            await _stream.FlushAsync(ct);
        }

        private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Plain(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
