//! Passkeys: adding and removing them, signing in with one alone, and with one after the password.

mod adding;
mod signing_in;

use crate::support::{Device, PASSWORD, Persona, Stage, visitor};
use directory::{Error, Message, PasskeyAsked, Result, SecondFactorChange, Secret, SignedIn};
use domain::PasskeyAdded;

/// Where the stories' installation is.
const HERE: &str = "http://localhost:3000";

async fn add(stage: &Stage, who: &Persona, device: &mut Device, name: &str) -> Result<PasskeyAdded> {
    let set_up = stage.directory.set_up_passkey(&who.session, PASSWORD).await?;
    let made = device.creates(&set_up.options).to_string();
    stage.directory.add_passkey(&who.session, name, &set_up.sealed, &made).await
}

/// Somebody with a passkey on a device.
pub async fn with_device(stage: &Stage, who: &Persona) -> Device {
    let mut device = Device::at(HERE);
    add(stage, who, &mut device, "Laptop").await.expect("added");
    stage.mails().await;
    device
}

async fn asked(stage: &Stage, step: Option<&Secret>) -> PasskeyAsked {
    stage.directory.ask_for_passkey(step.map(Secret::expose)).await.expect("asked")
}

/// Signs in with a device, by itself or as the second step.
pub async fn with(stage: &Stage, device: &mut Device, step: Option<&Secret>) -> Result<SignedIn> {
    let asked = asked(stage, step).await;
    let shown = device.shows(&asked.options).to_string();
    stage.directory.sign_in_with_passkey(&asked.sealed, step.map(Secret::expose), &shown, &visitor()).await
}

/// The first step, with the right password.
async fn first_step(stage: &Stage, email: &str) -> Secret {
    match stage.directory.sign_in(email, PASSWORD, &visitor()).await {
        Err(Error::SecondFactor { step }) => step,
        other => panic!("a second factor is asked for: {other:?}"),
    }
}

async fn changes(stage: &Stage) -> Vec<SecondFactorChange> {
    let change = |mail: directory::Mail| match mail.message {
        Message::SecondFactor { change, .. } => Some(change),
        _ => None,
    };
    stage.mails().await.into_iter().filter_map(change).collect()
}

fn wrong(outcome: &Result<SignedIn>) -> bool {
    matches!(outcome, Err(Error::WrongCredentials))
}
