//! `crosscheck bundle import`.

use crosscheck_core::Sentence;
use crosscheck_core::bundle;

use super::{Opening, counted, whole_or_not};
use crate::campaign::folder::Campaign;
use crate::context::{Context, Run};

pub(super) fn run(args: &Opening, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let key = args.key(context)?;
    let bar = args.bar(context);
    let done = bundle::import(&mut campaign.notebook, &args.file, &key, &mut |at| {
        bar.set_position(at);
        Ok(())
    })?;
    bar.finish_and_clear();
    context.tell(&counted(Sentence::new("bundle-taken"), done.new));
    context.tell(&counted(Sentence::new("bundle-known"), done.known));
    let counts = [
        (Sentence::new("bundle-redacted"), done.redacted),
        (Sentence::new("bundle-unnamed"), done.unnamed),
        (Sentence::new("bundle-kept-back"), done.withheld),
        (Sentence::new("bundle-gaps"), done.gaps as u64),
    ];
    for (sentence, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        context.tell(&sentence.with("count", count));
    }
    if done.own_fork {
        context.tell(&Sentence::new("bundle-own-fork"));
    }
    context.print(&format!("dump sha256:{}", campaign.notebook.digest()));
    Ok(whole_or_not(done.problems, context))
}
