// The other end of TLS, for tests: a WebSocket that waits for one message at a time, and raw words on the way to it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <functional>
#include <string>

#include "clients/cpp/follower.h"
#include "clients/cpp/inflate.h"

namespace dais {

class TlsReader {
public:
    using Tcp = boost::asio::ip::tcp;
    using Tls = boost::asio::ssl::stream<Tcp::socket>;

    // receive_bytes: how much the system may take in for a reader that does not read; 0: as much as it likes.
    explicit TlsReader(
        unsigned short port, int receive_bytes = 0, const std::function<void(SSL_CTX*)>& set = [](SSL_CTX*) {})
        : context_(prepared(set)), socket_(io_, context_) {
        Tcp::socket& tcp = socket_.next_layer().next_layer();
        tcp.open(Tcp::v4());
        if (receive_bytes > 0) tcp.set_option(boost::asio::socket_base::receive_buffer_size(receive_bytes));
        tcp.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        tcp.set_option(Tcp::no_delay(true));
    }

    // Throws boost::system::system_error, as all of these do.
    void shake_hands() { socket_.next_layer().handshake(boost::asio::ssl::stream_base::client); }
    void upgrade() {
        socket_.binary(true);
        socket_.handshake("localhost", "/live");
    }
    void follow(const std::string& log) {
        v1::ClientMessage hello;
        hello.mutable_hello()->add_follow()->set_log(log);
        follower = client::Follower(log);
        socket_.write(boost::asio::buffer(hello.SerializeAsString()));
        while (!follower.current()) next();
    }
    client::Taken next() {
        boost::beast::flat_buffer buffer;
        socket_.read(buffer);
        return follower.take(client::read_message({static_cast<const char*>(buffer.data().data()), buffer.size()}));
    }

    SSL* ssl() { return socket_.next_layer().native_handle(); }
    // Whose certificate the server showed.
    std::string shown() {
        char name[64] = "";
        X509* certificate = SSL_get1_peer_certificate(ssl());
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
        X509_free(certificate);
        return name;
    }

    client::Follower follower;

private:
    static boost::asio::ssl::context prepared(const std::function<void(SSL_CTX*)>& set) {
        boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
        set(context.native_handle());
        return context;
    }

    boost::asio::io_context io_;
    boost::asio::ssl::context context_;
    boost::beast::websocket::stream<Tls> socket_;
};

}  // namespace dais
