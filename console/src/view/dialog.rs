//! A dialog of the browser's own: it keeps the focus inside, closes on Esc and gives the focus back.

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlDialogElement;

use crate::view::icon::{Icon, icon};

/// Shown as long as it is mounted.
#[component]
pub fn Dialog(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// A class of its own.
    #[prop(optional)]
    class: &'static str,
    /// Esc, or the cross.
    close: impl Fn() + Copy + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let shown = StoredValue::new_local(None::<HtmlDialogElement>);
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is not in the page (yet).
            let _ = dialog.show_modal();
            shown.set_value(Some(dialog));
        }
    });
    // A dialog that is only taken out of the page does not give the focus back to where it was; closing does.
    on_cleanup(move || {
        if let Some(dialog) = shown.try_update_value(Option::take).flatten() {
            dialog.close();
        }
    });
    let label = title.clone();
    let on_cancel = move |event: web_sys::Event| {
        event.prevent_default();
        close();
    };
    view! {
        <dialog node_ref=dialog class=class data-testid="dialog" aria-label=label on:cancel=on_cancel>
            <header class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="icon-button" aria-label="Close" on:click=move |_| close()>
                    {icon(Icon::Close)}
                </button>
            </header>
            {children()}
        </dialog>
    }
}
