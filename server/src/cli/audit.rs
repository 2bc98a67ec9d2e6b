//! `muster audit verify`.

use super::{open, progress};
use crate::config::Config;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Subcommand};
use directory::{Caller, Directory, Head, OrgRef};
use domain::{Broken, Checked, OrgId};
use std::fs;
use std::path::PathBuf;

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Checks that no event was changed, taken out, moved or put in since it was written
    Verify(Verify),
}

/// Of which organizations, and against what.
#[derive(Debug, Args)]
pub struct Verify {
    /// The organization's name in URLs; without it, every organization
    #[arg(long, value_name = "SLUG")]
    org: Option<String>,
    /// Heads that were exported earlier, and kept elsewhere: finds a chain whose end was cut off, or that was forged
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
    /// Writes the signed heads of chains that hold to a file that is not there yet
    #[arg(long, value_name = "FILE")]
    export_head: Option<PathBuf>,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

/// An organization, and what became of its chain.
struct Outcome {
    organization: OrgId,
    slug: String,
    chain: Result<Checked, Broken>,
}

impl Audit {
    /// Does it.
    pub async fn run(self, config: &Config) -> Result<()> {
        match self {
            Self::Verify(verify) => verify.run(config).await,
        }
    }
}

impl Verify {
    async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        let done = progress::during("Checking", self.check(&directory)).await;
        directory.close().await?;
        let outcomes = done?;
        for outcome in &outcomes {
            println!("{}", if self.json { outcome.json() } else { outcome.said() });
        }
        let broken: Vec<String> = outcomes.iter().filter_map(Outcome::broken).collect();
        if broken.is_empty() { Ok(()) } else { bail!("{}", broken.join("; ")) }
    }

    async fn check(&self, directory: &Directory) -> Result<Vec<Outcome>> {
        let caller = Caller::operator();
        let heads = self.heads(directory)?;
        let mut organizations = directory.every_organization(&caller).await?;
        if let Some(asked) = &self.org {
            organizations.retain(|(_, slug)| slug == asked);
            if organizations.is_empty() {
                bail!("there is no organization {asked}");
            }
        } else if let Some(gone) =
            heads.iter().find(|head| organizations.iter().all(|(id, _)| *id != head.organization))
        {
            bail!("{}: the organization is missing, and the exported head names its event {}", gone.slug, gone.seq);
        }
        let mut outcomes = Vec::new();
        let mut exported = Vec::new();
        for (organization, slug) in organizations {
            let chain = directory.verify_chain(&caller, &OrgRef::Id(organization), &heads).await?;
            if let Ok(checked) = &chain {
                exported.push(directory.head(organization, slug.clone(), checked)?);
            }
            outcomes.push(Outcome { organization, slug, chain });
        }
        if let Some(path) = &self.export_head {
            // Never over another: what is there may be all that tells of a chain that was cut since.
            let file = fs::File::create_new(path).with_context(|| format!("cannot make {}", path.display()))?;
            serde_json::to_writer_pretty(file, &exported)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(outcomes)
    }

    /// The heads of the file, each signed by this installation.
    fn heads(&self, directory: &Directory) -> Result<Vec<Head>> {
        let Some(path) = &self.head else { return Ok(Vec::new()) };
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let heads: Vec<Head> = serde_json::from_str(&text)
            .map_err(|error| anyhow!("{} holds no exported heads: {error}", path.display()))?;
        for head in &heads {
            if !directory.has_signed(head)? {
                let (path, slug) = (path.display(), &head.slug);
                bail!("{path}: the head of {slug} was changed, or signed by another installation's key");
            }
        }
        Ok(heads)
    }
}

impl Outcome {
    fn said(&self) -> String {
        match &self.chain {
            Ok(Checked { seq, hash, erased }) => {
                let erased = if *erased == 0 { String::new() } else { format!(", personal texts of {erased} erased") };
                format!("{}: {seq} events, all as they were written{erased}. Last: {hash}", self.slug)
            }
            Err(broken) => format!("{}: {broken}", self.slug),
        }
    }

    fn json(&self) -> String {
        let (checked, broken) = (self.chain.as_ref().ok(), self.chain.as_ref().err());
        serde_json::json!({ "organization": self.organization, "slug": self.slug, "checked": checked, "broken": broken })
            .to_string()
    }

    fn broken(&self) -> Option<String> {
        self.chain.is_err().then(|| self.said())
    }
}
