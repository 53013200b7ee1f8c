using Marketplace.Core.Kernel;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;

namespace Marketplace.Tests.Ui;

public sealed class NoticeTests
{
    [Fact]
    public void A_refusal_is_shown_and_stays_and_a_success_says_only_what_it_is_told()
    {
        var notice = new Notice(new Texts());
        Assert.False(notice.Show((Result<Done>)(Error.Invalid("x", "Enter {0}.") with { Arguments = ["a title"] })));
        Assert.True(notice.Show((Result<Done>)default(Done)));
        var toast = Assert.Single(notice.Toasts);
        Assert.Equal("Enter a title.", toast.Text);
        Assert.True(toast.IsBad);
        notice.Close(toast.Id);
        Assert.Empty(notice.Toasts);
    }

    [Fact]
    public async Task A_second_question_answers_the_first_with_no()
    {
        var dialogs = new Dialogs();
        var first = dialogs.Confirm("Delete?", "It is gone then.", "Delete");
        var second = dialogs.Confirm("Send?", "It is sent then.", "Send");
        Assert.False(await first);
        dialogs.Answer(true);
        Assert.True(await second);
        Assert.Null(dialogs.Open);
    }
}
