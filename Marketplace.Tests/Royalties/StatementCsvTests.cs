using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Tests.Royalties;

public sealed class StatementCsvTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+233")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData(" =1")]
    [InlineData("\u00a0=1")]
    [InlineData("＝1")]
    [InlineData("\u200b=1")]
    public void Words_never_start_a_formula(string text) => Assert.Equal("'" + text, StatementCsv.Guarded(text));

    [Theory]
    [InlineData("Ama")]
    [InlineData("a=b")]
    [InlineData("")]
    [InlineData("'n Song")]
    [InlineData("爱之歌")]
    public void Other_words_stay_as_they_are(string text) => Assert.Equal(text, StatementCsv.Guarded(text));

    [Fact]
    public void The_header_has_the_fifty_columns_of_the_format()
    {
        Assert.Equal(50, StatementRows.ArtistColumns.Count);
        Assert.Equal("statement_no", StatementRows.ArtistColumns[0]);
        Assert.Equal("amount_ghs", StatementRows.ArtistColumns[44]);
        Assert.Equal("note", StatementRows.ArtistColumns[49]);
    }
}
