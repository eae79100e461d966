package curbstop.android

import android.net.ConnectivityManager
import android.net.ConnectivityManager.NetworkCallback
import android.net.Network
import android.net.NetworkCapabilities
import android.net.NetworkRequest
import android.os.Handler
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowConnectivityManager

/** A phone in a Wi-Fi: whoever asks for the network is told at once, as on a real phone. Robolectric's own says nothing. */
@Implements(ConnectivityManager::class)
class TellingConnectivity : ShadowConnectivityManager() {
    @Implementation
    override fun registerDefaultNetworkCallback(callback: NetworkCallback) =
        super.registerDefaultNetworkCallback(callback).also { tell(callback) }

    @Implementation
    override fun registerDefaultNetworkCallback(callback: NetworkCallback, handler: Handler) =
        super.registerDefaultNetworkCallback(callback, handler).also { tell(callback) }

    @Implementation
    override fun registerNetworkCallback(request: NetworkRequest, callback: NetworkCallback) =
        super.registerNetworkCallback(request, callback).also { tell(callback) }

    @Implementation
    override fun registerNetworkCallback(request: NetworkRequest, callback: NetworkCallback, handler: Handler) =
        super.registerNetworkCallback(request, callback, handler).also { tell(callback) }

    @Implementation
    override fun getNetworkCapabilities(network: Network?): NetworkCapabilities = wifi

    private fun tell(callback: NetworkCallback) = callback.onCapabilitiesChanged(checkNotNull(activeNetwork), wifi)

    private val wifi: NetworkCapabilities
        get() = NetworkCapabilities.Builder()
            .addTransportType(NetworkCapabilities.TRANSPORT_WIFI)
            .addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
            .addCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
            .addCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
            .build()
}
