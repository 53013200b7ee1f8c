using Marketplace.Core.Radio;

namespace Marketplace.Tests.Radio;

public class IdentifierTests
{
    [Theory]
    [InlineData("GHA012600001")]
    [InlineData(" gh-a01-26-00001 ")]
    [InlineData("ISRC GH A01 26 00001")]
    [InlineData("isrc: GHA012600001")]
    public void An_isrc_is_read_as_people_type_it(string text)
    {
        var isrc = Isrc.Parse(text).Value;
        Assert.Equal("GHA012600001", isrc.Code);
        Assert.Equal("GH-A01-26-00001", isrc.Display);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GHA01260000")]
    [InlineData("GHA0126000011")]
    [InlineData("1HA012600001")]
    [InlineData("GHA01260000X")]
    [InlineData("GHA012600001\n1")]
    public void What_is_no_isrc_is_refused(string? text) => Assert.Equal("isrc.form", Isrc.Parse(text).Error!.Code);

    [Theory]
    [InlineData("GHA012600001", new IsrcWarning[0])]
    [InlineData("QZA019900001", new IsrcWarning[0])]
    [InlineData("XXA012600001", new[] { IsrcWarning.UnknownPrefix })]
    [InlineData("GHA012700001", new[] { IsrcWarning.FutureYear })]
    [InlineData("GHAO12600001", new[] { IsrcWarning.LetterLikeDigit })]
    public void Likely_slips_are_warned_of_and_not_refused(string text, IsrcWarning[] expected) =>
        Assert.Equal(expected, Isrc.Parse(text).Value.Warnings(currentYear: 2026));

    [Theory]
    [InlineData("00048291077", true)]
    [InlineData("48291077", true)]
    [InlineData("000.482.910-77", true)]
    [InlineData("00048291078", false)]
    public void An_ipi_with_a_wrong_check_is_kept_with_a_warning(string text, bool isRight) =>
        Assert.Equal(isRight, Ipi.Parse(text).Value.IsCheckRight);

    [Theory]
    [InlineData("")]
    [InlineData("123456789012")]
    [InlineData("12A")]
    public void What_is_no_ipi_is_refused(string text) => Assert.Equal("ipi.form", Ipi.Parse(text).Error!.Code);

    [Theory]
    [InlineData("T-034.524.680-1")]
    [InlineData("T0345246801")]
    [InlineData("iswc t-034524680-1")]
    public void An_iswc_is_read_as_people_type_it(string text) =>
        Assert.Equal("T-034.524.680-1", Iswc.Parse(text).Value.Display);

    [Theory]
    [InlineData("T0345246802", "iswc.check")]
    [InlineData("T034524680", "iswc.form")]
    [InlineData("S0345246801", "iswc.form")]
    public void What_is_no_iswc_is_refused(string text, string code) => Assert.Equal(code, Iswc.Parse(text).Error!.Code);
}
