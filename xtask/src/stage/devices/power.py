"""Plays UPower, NetworkManager and ModemManager on the bus of DBUS_SYSTEM_BUS_ADDRESS, with the fault that
the first argument names."""

import signal
import subprocess
import sys
import time

import dbus

fault = sys.argv[1]

services = {
    "org.freedesktop.UPower": ["-t", "upower"],
    "org.freedesktop.NetworkManager": ["-t", "networkmanager"],
    "org.freedesktop.ModemManager1": [
        "-m", "org.freedesktop.ModemManager1", "/org/freedesktop/ModemManager1", "org.freedesktop.ModemManager1",
    ],
}
mock = ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, "-m", "dbusmock", "--system"]
players = [subprocess.Popen(mock + args, stdout=subprocess.DEVNULL) for args in services.values()]
bus = dbus.SystemBus()
while not all(bus.name_has_owner(name) for name in services):
    if any(player.poll() is not None for player in players):
        sys.exit("a service does not start")
    time.sleep(0.05)


def at(service, path):
    return dbus.Interface(bus.get_object(service, path), "org.freedesktop.DBus.Mock")


def power():
    percent = {"battery-low": 15.0, "battery-critical": 5.0}.get(fault, 80.0)
    empties = fault in ("on-battery", "battery-low", "battery-critical")
    upower = at("org.freedesktop.UPower", "/org/freedesktop/UPower")
    state, seconds = (2, int(percent * 108)) if empties else (1, 0)
    upower.SetupDisplayDevice(2, state, percent, percent / 2, 50.0, 10.0, seconds, 0, True, "", 1)
    upower.UpdateProperties("org.freedesktop.UPower", {"OnBattery": empties})


def network():
    away = fault in ("no-network", "sim-locked")
    state = {"no-network": 7, "sim-locked": 2}.get(fault, 11)
    strength = {"signal-weak": 12, "no-network": 0, "sim-locked": 0}.get(fault, 74)
    modem = {
        "State": dbus.Int32(state),
        "StateFailedReason": dbus.UInt32(0),
        "AccessTechnologies": dbus.UInt32(1 << 14),
        "SignalQuality": dbus.Struct((dbus.UInt32(strength), True), signature="ub"),
    }
    path = "/org/freedesktop/ModemManager1"
    modems = at("org.freedesktop.ModemManager1", path)
    modems.AddObject(path + "/Modem/0", "org.freedesktop.ModemManager1.Modem", modem, [])
    manager = at("org.freedesktop.NetworkManager", "/org/freedesktop")
    way = "/org/freedesktop/NetworkManager/ActiveConnection/1"
    connection = {
        "Type": "gsm",
        "State": dbus.UInt32(2),
        "Devices": dbus.Array([], signature="o"),
    }
    manager.AddObject(way, "org.freedesktop.NetworkManager.Connection.Active", connection, [])
    active = dbus.Array([] if away else [dbus.ObjectPath(way)], signature="o")
    root = at("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager")
    properties = {"ActiveConnections": active, "State": dbus.UInt32(20 if away else 70)}
    root.UpdateProperties("org.freedesktop.NetworkManager", properties)


power()
network()
print('{"ready": "system-services"}', flush=True)
signal.pause()
