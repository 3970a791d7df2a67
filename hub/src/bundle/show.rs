//! `crosscheck bundle show`.

use crosscheck_core::Sentence;
use crosscheck_core::bundle;

use super::{Opening, counted, whole_or_not};
use crate::context::{Context, Run};

pub(super) fn run(args: &Opening, context: &Context) -> Run {
    let key = args.key(context)?;
    let bar = args.bar(context);
    let found = bundle::inspect(&args.file, &key, &mut |at| bar.set_position(at))?;
    bar.finish_and_clear();
    context.print(&format!("campaign {}", found.campaign));
    let said = Sentence::new("bundle-holds")
        .with("ops", found.ops)
        .with("bytes", found.bytes);
    context.tell(&counted(said, found.counts));
    Ok(whole_or_not(found.problems, context))
}
