//! Where the real data lies.

use std::path::{Path, PathBuf};

/// The household registers, by month (DAIAD).
pub(super) const MONTHS: &str = "daiad-water-meters/monthly.csv";
/// The main leaks (Los Angeles).
pub(super) const LEAKS: &str = "ladwp-leaks/main_leaks.csv";
/// The covers, each with the area of duty that it is imported into.
pub(super) const COVERS: [(&str, &str); 2] = [
    ("Rutland", "vermont-manholes/RutlandCityPointFeatures.geojson"),
    ("Brattleboro", "vermont-manholes/BrattleboroPointFeatures.geojson"),
];

/// The folder, with everything in it that the report needs.
#[derive(Debug, Clone)]
pub struct DataFolder(PathBuf);

/// A file is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is missing", file.display())]
pub struct MissingData {
    /// The first file that is missing.
    pub file: PathBuf,
}

impl DataFolder {
    /// Looks whether every file is there.
    pub fn open(folder: &Path) -> Result<Self, MissingData> {
        let files = COVERS.iter().map(|(_, file)| *file).chain([MONTHS, LEAKS]);
        for file in files {
            let file = folder.join(file);
            if !file.is_file() {
                return Err(MissingData { file });
            }
        }
        Ok(Self(folder.to_owned()))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// The last part of a file's path, as the report names it.
pub(super) fn short(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}
