using System.IO.Compression;
using System.Text;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>All the ways in which a station can be bad that we know, each with the codes that tell it apart.</summary>
internal static class HostileRadio
{
    private static readonly string[] Refusals = ["401", "403", "410", "429", "500", "502", "503"];

    /// <summary>Address and accepted codes of each kind; 58 of them.</summary>
    public static IReadOnlyList<(string Name, Uri Url, string[] Codes)> Kinds(StubRadio radio)
    {
        List<(string, Uri, string[])> kinds = [];
        void Are(string paths, params string[] codes)
        {
            foreach (var path in paths.Split(' ')) kinds.Add((path, radio.Url(path), codes));
        }
        Are("/nothing " + string.Join(' ', Refusals.Select(status => "/status-" + status)), StreamErrors.Status);
        Are("/status-204", StreamErrors.Status, StreamErrors.Ended);
        Are("/around /farther /ping", StreamErrors.Redirects);
        Are("/nowhere", StreamErrors.Redirects, StreamErrors.Status);
        Are("/to-ftp /to-file /to-ssh /to-password", StreamErrors.Url);
        Are("/page /page-as-mpeg /json /xml /pdf", StreamErrors.Type);
        Are("/zip", StreamErrors.Encoding); // Packed sound is no sound, whatever packs it.
        Are("/png /text", StreamErrors.Type, StreamErrors.Undecodable, StreamErrors.Ended, StreamErrors.Stalled);
        Are("/gzip /gzip-hidden /deflate /brotli", StreamErrors.Encoding);
        Are("/loop.m3u /empty.pls /huge.m3u /entities.xspf /one.m3u /loop.pls /comments.m3u", StreamErrors.Playlist);
        Are("/to-nothing.m3u", StreamErrors.Status, StreamErrors.Playlist);
        Are("/to-ftp.m3u", StreamErrors.Url, StreamErrors.Playlist);
        Are("/mute /half-head /slow-head", StreamErrors.Timeout);
        Are("/stall /drip /dead.m3u8", StreamErrors.Stalled);
        Are("/holes.m3u8", StreamErrors.Status, StreamErrors.Stalled);
        Are("/old.m3u8", StreamErrors.NotLive, StreamErrors.Ended, StreamErrors.Stalled, StreamErrors.Status);
        Are("/fat.m3u8", StreamErrors.Playlist, StreamErrors.Stalled);
        Are("/ended /zero", StreamErrors.Ended);
        Are("/file", StreamErrors.NotLive);
        Are("/garbage /zeros", StreamErrors.Undecodable, StreamErrors.Stalled, StreamErrors.NotLive);
        Are("/not-http /long-head", StreamErrors.Unreachable);
        Are("/hang-up", StreamErrors.Unreachable, StreamErrors.Ended);
        kinds.Add(("plain where TLS is asked for", new UriBuilder(radio.Url("/page")) { Scheme = "https" }.Uri, [StreamErrors.Tls, StreamErrors.Unreachable]));
        kinds.Add(("nobody listens", new Uri("http://127.0.0.1:9/live"), [StreamErrors.Unreachable, StreamErrors.Url]));
        kinds.Add(("no such name", new Uri("http://station.invalid/live"), [StreamErrors.Name, StreamErrors.Unreachable]));
        return kinds;
    }

    /// <summary>Opens a server on which every path but the good ones is a trap.</summary>
    public static async Task<StubRadio> Open()
    {
        var radio = new StubRadio();
        var mp3 = await RadioSound.In("mp3");
        var farther = 0;
        void Head(string path, string head, Func<Stream, CancellationToken, Task>? body = null) => radio.On(path, async (s, _, ct) =>
        {
            await StubRadio.Write(s, head + "\r\n\r\n", ct);
            if (body is not null) await body(s, ct);
        });
        const string Mpeg = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg";

        Head("/around", "HTTP/1.1 302 Found\r\nLocation: /around\r\nContent-Length: 0");
        radio.On("/farther", (s, _, ct) => StubRadio.Write(s, $"HTTP/1.1 302 Found\r\nLocation: /farther?{farther++}\r\nContent-Length: 0\r\n\r\n", ct));
        radio.Text("/page", "text/html", () => "<!doctype html><title>Welcome</title>");
        radio.Text("/page-as-mpeg", "audio/mpeg", () => "<html><body>Station closed</body></html>");
        radio.Text("/json", "application/json", () => "{\"error\":\"no such mount\"}");
        var bomb = Bomb();
        Head("/gzip", Mpeg + "\r\nContent-Encoding: gzip", (s, ct) => s.WriteAsync(bomb, ct).AsTask());
        Head("/gzip-hidden", Mpeg, (s, ct) => s.WriteAsync(bomb, ct).AsTask());
        radio.Text("/loop.m3u", "audio/x-mpegurl", () => $"#EXTM3U\n{radio.Url("/loop.m3u")}\n");
        radio.Text("/empty.pls", "audio/x-scpls", () => "[playlist]\nNumberOfEntries=0\n");
        radio.Text("/huge.m3u", "audio/x-mpegurl", () => "#EXTM3U\n" + new string('#', 200_000));
        radio.Text("/entities.xspf", "application/xspf+xml", () =>
            "<?xml version=\"1.0\"?><!DOCTYPE playlist [<!ENTITY a \"aaaa\">]><playlist xmlns=\"http://xspf.org/ns/0/\"><location>&a;</location></playlist>");
        radio.On("/mute", (_, _, ct) => StubRadio.Pause(60, ct));
        Head("/stall", Mpeg, async (s, ct) =>
        {
            await s.WriteAsync(mp3.AsMemory(0, 4000), ct);
            await StubRadio.Pause(60, ct);
        });
        Head("/drip", Mpeg, async (s, ct) =>
        {
            foreach (var b in mp3)
            {
                await s.WriteAsync(new[] { b }, ct);
                await StubRadio.Pause(0.2, ct);
            }
        });
        radio.Text("/dead.m3u8", "application/vnd.apple.mpegurl", () => "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:1,\nsilence.ts\n");
        radio.Text("/silence.ts", "video/mp2t", () => "G" + new string('\0', 400));
        Head("/ended", Mpeg, (s, ct) => s.WriteAsync(mp3.AsMemory(0, 16_000), ct).AsTask());
        Head("/zero", Mpeg);
        Head("/file", Mpeg, async (s, ct) =>
        {
            for (var i = 0; i < 20; i++) await s.WriteAsync(mp3, ct);
        });
        Head("/garbage", Mpeg, async (s, ct) =>
        {
            var random = new Random(1);
            var bytes = new byte[8000];
            while (true)
            {
                random.NextBytes(bytes);
                await s.WriteAsync(bytes, ct);
                await StubRadio.Pause(0.5, ct);
            }
        });
        radio.On("/not-http", (s, _, ct) => StubRadio.Write(s, "220 mail.example ESMTP\r\n", ct));
        radio.On("/long-head", async (s, _, ct) =>
        {
            await StubRadio.Write(s, "HTTP/1.1 200 OK\r\n", ct);
            for (var i = 0; i < 5000; i++) await StubRadio.Write(s, $"X-{i}: {new string('x', 100)}\r\n", ct);
        });
        More(radio, Mpeg, mp3);
        return radio;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(new byte[20 << 20]);
        return packed.ToArray();
    }

    private static void More(StubRadio radio, string mpeg, byte[] mp3)
    {
        void Says(string path, string head, string body = "") =>
            radio.On(path, (s, _, ct) => StubRadio.Write(s, $"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}", ct));
        void Paced(string path, byte[] part) => radio.On(path, async (s, _, ct) =>
        {
            await StubRadio.Write(s, mpeg + "\r\n\r\n", ct);
            while (true)
            {
                await s.WriteAsync(part, ct);
                await StubRadio.Pause(0.5, ct);
            }
        });

        foreach (var status in Refusals) Says("/status-" + status, status + " No");
        Says("/status-204", "204 No Content");
        Says("/ping", "302 Found\r\nLocation: /pong");
        Says("/pong", "302 Found\r\nLocation: /ping");
        Says("/nowhere", "302 Found");
        Says("/to-ftp", "302 Found\r\nLocation: ftp://127.0.0.1/live");
        Says("/to-file", "302 Found\r\nLocation: file:///etc/passwd");
        Says("/to-ssh", "302 Found\r\nLocation: http://127.0.0.1:22/");
        Says("/to-password", $"302 Found\r\nLocation: http://me:secret@127.0.0.1:{radio.Port}/live");
        radio.Text("/xml", "text/xml", () => "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>");
        radio.Text("/pdf", "application/pdf", () => "%PDF-1.7\n");
        Paced("/png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. new byte[4000]]);
        Paced("/zip", [(byte)'P', (byte)'K', 3, 4, .. new byte[4000]]);
        Paced("/text", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("The station is closed for today. ", 200))));
        Paced("/zeros", new byte[4000]);
        Says("/deflate", "200 OK\r\nContent-Type: audio/mpeg\r\nContent-Encoding: deflate", "x");
        Says("/brotli", "200 OK\r\nContent-Type: audio/mpeg\r\nContent-Encoding: br", "x");
        radio.Text("/one.m3u", "audio/x-mpegurl", () => $"{radio.Url("/two.m3u")}\n");
        radio.Text("/two.m3u", "audio/x-mpegurl", () => $"{radio.Url("/one.m3u")}\n");
        radio.Text("/loop.pls", "audio/x-scpls", () => $"[playlist]\nNumberOfEntries=1\nFile1={radio.Url("/loop.pls")}\n");
        radio.Text("/comments.m3u", "audio/x-mpegurl", () => "#EXTM3U\n# nothing\n");
        radio.Text("/to-nothing.m3u", "audio/x-mpegurl", () => $"{radio.Url("/nothing")}\n");
        radio.Text("/to-ftp.m3u", "audio/x-mpegurl", () => "ftp://127.0.0.1/live\n");
        radio.On("/half-head", async (s, _, ct) =>
        {
            await StubRadio.Write(s, "HTTP/1.1 200 OK\r\nContent-Ty", ct);
            await StubRadio.Pause(60, ct);
        });
        radio.On("/slow-head", async (s, _, ct) =>
        {
            await StubRadio.Write(s, "HTTP/1.1 200 OK\r\nX-Slow: ", ct);
            for (var i = 0; i < 120; i++)
            {
                await StubRadio.Write(s, "x", ct);
                await StubRadio.Pause(0.5, ct);
            }
        });
        radio.Text("/holes.m3u8", "application/vnd.apple.mpegurl", () => "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:2,\nnothing.ts\n");
        radio.Text("/old.m3u8", "application/vnd.apple.mpegurl", () => "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:2,\nsilence.ts\n#EXT-X-ENDLIST\n");
        radio.Text("/fat.m3u8", "application/vnd.apple.mpegurl", () => "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:2,\nfat.ts\n");
        radio.On("/fat.ts", async (s, _, ct) =>
        {
            await StubRadio.Write(s, "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n", ct);
            while (true) await s.WriteAsync(mp3, ct);
        });
        radio.On("/hang-up", (_, _, _) => Task.CompletedTask);
    }
}
