package curbstop.android

import android.app.Application
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import curbstop.PhoneException
import curbstop.app.App
import curbstop.app.Keep
import curbstop.app.Opening
import curbstop.app.background.ticks
import curbstop.app.said
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch

/** The app outlives the activity when the phone is turned; what outlives the process lies in what Android [saved]. */
class ShellModel(application: Application, private val saved: SavedStateHandle) : AndroidViewModel(application) {
    private val process = application as CurbstopApplication
    private val opening = MutableStateFlow<Opening>(Opening.Waiting)

    /** How far the app is. */
    val state: StateFlow<Opening> = opening.asStateFlow()

    init {
        open()
    }

    /** Opens the phone; once more, where it would not open. */
    fun open() {
        viewModelScope.launch {
            opening.value = try {
                val app = App(process.phone(), process.host, SavedKeep(saved), viewModelScope, ticks)
                app.start()
                Opening.Open(app)
            } catch (refused: PhoneException) {
                Opening.Refused(refused.said())
            }
        }
    }

    /** The app, once it is open. */
    suspend fun app(): App = state.filterIsInstance<Opening.Open>().first().app

    /** One step back; `false` where the app is left. */
    fun back(): Boolean = (state.value as? Opening.Open)?.app?.back() == true

    private class SavedKeep(private val saved: SavedStateHandle) : Keep {
        override fun get(name: String): String? = saved[name]

        override fun set(name: String, value: String?) {
            if (value == null) saved.remove<String>(name) else saved[name] = value
        }
    }
}
