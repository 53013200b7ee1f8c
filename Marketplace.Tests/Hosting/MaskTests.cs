using Marketplace.Web.Hosting.Logs;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Hosting;

public sealed class MaskTests
{
    [Theory]
    [InlineData("mail to ama.owusu@example.com failed", "mail to a***@*** failed")]
    [InlineData("Authorization: Bearer abcdef123456.xyz", "Authorization: Bearer ***")]
    [InlineData("GET /confirm?token=CfDJ8abc&x=1", "GET /confirm?token=***&x=1")]
    [InlineData("GET /sign-in?code=123456", "GET /sign-in?code=***")]
    [InlineData("Host=db;Username=web;Password=hunter2;Database=m", "Host=db;Username=web;Password=***;Database=m")]
    [InlineData("""{"password":"hunter2","name":"Kofi"}""", """{"password":"***","name":"Kofi"}""")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1", "jwt ***")]
    [InlineData("Cookie: session=abc; theme=dark", "Cookie: ***")]
    [InlineData("call +233201234567 now", "call +23***67 now")]
    [InlineData("call +86 138 1234 5678 now", "call +86***78 now")]
    [InlineData("sms to 0244123456", "sms to 024***56")]
    public void Secrets_and_personal_data_are_covered(string line, string masked) => Assert.Equal(masked, Mask.Text(line));

    [Theory]
    [InlineData("station 0193f2b4-77aa-7c11-9a55-0242ac120002 was heard for 183 s")]
    [InlineData("window at 2026-07-15T12:00:00.0000000Z, offset 12345.678")]
    [InlineData("statement GHS 1234567.89 of 2026-06")]
    [InlineData("Error code track.unknown")]
    public void Ids_instants_and_amounts_stay_readable(string line) => Assert.Equal(line, Mask.Text(line));

    [Fact]
    public void A_value_is_covered_by_its_name_in_the_sentence_too()
    {
        var line = Line("Sign-in of {Email} with {Password} from {Station}", ("Email", "kofi@example.com"), ("Password", "correct horse"), ("Station", "Joy"));
        Assert.DoesNotContain("kofi@example.com", line);
        Assert.DoesNotContain("correct horse", line);
        Assert.Contains("Joy", line);
        Assert.Contains("\"level\":\"warning\"", line);
        Assert.Contains("\"correlation\":\"", line);
    }

    [Fact]
    public void An_exception_is_searched_as_well()
    {
        var line = JsonLine.Of(DateTimeOffset.UnixEpoch, LogLevel.Error, "test", "failed", "failed",
            new InvalidOperationException("no answer for ama@example.com, api_key=abc123"));
        Assert.DoesNotContain("ama@example.com", line);
        Assert.DoesNotContain("abc123", line);
    }

    private static string Line(string format, params (string Name, string Value)[] values)
    {
        var state = values.Select(v => new KeyValuePair<string, object?>(v.Name, v.Value)).Append(new("{OriginalFormat}", format)).ToList();
        var message = values.Aggregate(format, (text, v) => text.Replace($"{{{v.Name}}}", v.Value));
        return JsonLine.Of<IReadOnlyList<KeyValuePair<string, object?>>>(DateTimeOffset.UnixEpoch, LogLevel.Warning, "test", state, message, null);
    }
}
