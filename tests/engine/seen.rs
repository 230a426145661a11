//! Delivered and read: two levels a side, which survive reconnects, restarts and a change of the owner.

use baton_client::chat::Ask;
use baton_shared::ids::Seq;
use baton_shared::seen::SeenUpTo;

use crate::support::page::Page;
use crate::support::world::World;

fn up_to(received: Seq, read: Seq) -> SeenUpTo {
    SeenUpTo { received, read }
}

#[tokio::test]
async fn what_is_delivered_and_read_is_known_to_the_other_side_after_any_reconnect() {
    let world = World::start();
    let visit = world.visit().await;
    let accounts = world.agents(2).await;
    let page = Page::visitor(&world, &visit).await;
    let question = page.say("How do I return an item?").await;
    page.answer(question).await;
    let window = Page::agent(&world, &accounts[0], &visit).await;
    let other = Page::agent(&world, &accounts[1], &visit).await;
    // Agents look at a conversation with the bot: nobody has taken it, so nobody has read it for the site.
    window.watch(true);
    other.watch(true);
    assert_eq!(page.look(|chat| chat.view().unwrap().seen), SeenUpTo::default());

    window.ask(Ask::TakeOver).await.unwrap();
    page.view("the owner has read the history", |view| view.seen == up_to(question, question)).await;

    // Delivered while the visitor looks at something else, read when he comes back.
    let hello = window.say("Hello").await;
    window.view("delivered", |view| view.seen == up_to(hello, Seq(0))).await;
    page.watch(true);
    window.view("read", |view| view.seen == up_to(hello, hello)).await;

    // What came while the visitor was away is neither; after the reconnect it is both.
    page.cut();
    let more = window.say("Are you still there?").await;
    page.come_back().await;
    window.view("read again", |view| view.seen == up_to(more, more)).await;

    // Levels are kept over a kill, and a window that opens anew is told at once.
    world.kill_and_restart().await;
    let again = Page::agent(&world, &accounts[0], &visit).await;
    again.view("kept", |view| view.seen == up_to(more, more)).await;

    // Who looks on does not read for the owner; the next owner reads for himself.
    page.come_back().await;
    window.come_back().await;
    other.come_back().await;
    window.watch(false);
    let mine = page.say("One more thing").await;
    page.view("delivered", |view| view.seen == up_to(mine, question)).await;
    assert!(
        other.look(|chat| chat.messages().last().is_some_and(|last| last.seq == mine))
            || other.head() <= mine
    );
    window.watch(true);
    page.view("read", |view| view.seen == up_to(mine, mine)).await;
}
