package curbstop.android

import android.content.Context
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.net.NetworkCapabilities.NET_CAPABILITY_NOT_METERED
import curbstop.app.Network
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Which network the phone has, as the system tells it, as long as the process lives. */
class Connectivity(context: Context) : ConnectivityManager.NetworkCallback() {
    private val manager = checkNotNull(context.getSystemService(ConnectivityManager::class.java))
    private val known = MutableStateFlow(kind(manager.getNetworkCapabilities(manager.activeNetwork)))

    /** The network in use. */
    val network: StateFlow<Network> = known.asStateFlow()

    init {
        manager.registerDefaultNetworkCallback(this)
    }

    override fun onCapabilitiesChanged(network: android.net.Network, capabilities: NetworkCapabilities) {
        known.value = kind(capabilities)
    }

    override fun onLost(network: android.net.Network) {
        known.value = Network.NONE
    }

    private fun kind(capabilities: NetworkCapabilities?): Network = when {
        capabilities == null -> Network.NONE
        capabilities.hasCapability(NET_CAPABILITY_NOT_METERED) -> Network.FREE
        else -> Network.METERED
    }
}
