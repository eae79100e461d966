package curbstop.android

import android.app.Application
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import curbstop.app.App
import curbstop.app.Keep
import curbstop.app.Opening
import curbstop.app.opening
import curbstop.app.outside.FromOutside
import curbstop.app.outside.came
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch

/** The app outlives the activity when the phone is turned; what outlives the process lies in what Android [saved]. */
class ShellModel(application: Application, saved: SavedStateHandle) : AndroidViewModel(application) {
    private val process = application as CurbstopApplication
    private val keep = SavedKeep(saved)
    private val shown = MutableStateFlow<Opening>(Opening.Waiting)

    /** How far the app is. */
    val state: StateFlow<Opening> = shown.asStateFlow()

    init {
        open()
    }

    /** Opens the phone; once more, where it would not open. */
    fun open() {
        viewModelScope.launch { shown.value = opening(process::phone, process.host, keep, viewModelScope) }
    }

    /** Something came from outside the app. */
    fun came(what: FromOutside) = state.value.came(what, keep)

    /** The app, once it is open. */
    suspend fun app(): App = state.filterIsInstance<Opening.Open>().first().app

    private class SavedKeep(private val saved: SavedStateHandle) : Keep {
        override fun get(name: String): String? = saved[name]

        override fun set(name: String, value: String?) {
            if (value == null) saved.remove<String>(name) else saved[name] = value
        }
    }
}
