package curbstop.app

import curbstop.Lang
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Which language the app speaks. */
enum class Language { SYSTEM, ZH, EN }

/** The catalogue's language; [system] is the platform's own, as `zh` or `en`. */
fun Language.lang(system: String): Lang = when (this) {
    Language.ZH -> Lang.ZH
    Language.EN -> Lang.EN
    Language.SYSTEM -> if (system == "zh") Lang.ZH else Lang.EN
}

/** How large the text is; [scale] is on top of the platform's own. */
enum class TextSize(val scale: Float) { NORMAL(1f), LARGE(1.2f), LARGEST(1.4f) }

/** Light for the day, dark for the night. */
enum class Look { SYSTEM, LIGHT, DARK }

/** How the worker wants the app to be. */
data class Settings(
    val language: Language = Language.SYSTEM,
    val textSize: TextSize = TextSize.NORMAL,
    val look: Look = Look.SYSTEM,
)

/** The settings in force, kept in the platform's preferences. */
class SettingsKept(private val preferences: Preferences) {
    private val settings = MutableStateFlow(
        Settings(
            language = kept(LANGUAGE, Language.entries, Language.SYSTEM),
            textSize = kept(TEXT_SIZE, TextSize.entries, TextSize.NORMAL),
            look = kept(LOOK, Look.entries, Look.SYSTEM),
        ),
    )

    /** The settings in force. */
    val now: StateFlow<Settings> = settings.asStateFlow()

    /** Changes them, for now and for later. */
    fun change(to: Settings) {
        preferences[LANGUAGE] = to.language.name
        preferences[TEXT_SIZE] = to.textSize.name
        preferences[LOOK] = to.look.name
        settings.value = to
    }

    private fun <T : Enum<T>> kept(name: String, all: List<T>, otherwise: T): T =
        all.firstOrNull { it.name == preferences[name] } ?: otherwise

    private companion object {
        const val LANGUAGE = "language"
        const val TEXT_SIZE = "text_size"
        const val LOOK = "look"
    }
}
