using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

public class ResultTests
{
    private static readonly Error Short = Error.Conflict("wallet.short", "There is not enough money in the wallet.");

    [Fact]
    public void A_success_opens_to_its_value()
    {
        Result<int> result = 7;
        Assert.False(result.Fails(out var value, out var error));
        Assert.Equal(7, value);
        Assert.Null(error);
        Assert.Equal(8, result.Then(seven => seven + 1).Value);
    }

    [Fact]
    public void A_refusal_opens_to_its_error_and_stays_one()
    {
        Result<int> result = Short;
        Assert.True(result.Fails(out _, out var error));
        Assert.Same(Short, error);
        Assert.Same(Short, result.Then<string>(_ => throw new InvalidOperationException()).Error);
        Assert.Contains("wallet.short", Assert.Throws<InvalidOperationException>(() => result.Value).Message);
    }
}
