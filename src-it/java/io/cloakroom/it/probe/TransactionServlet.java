package io.cloakroom.it.probe;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A transaction of the application's own, in whose middle the session is committed. */
@WebServlet("/transaction/*")
public class TransactionServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource
    transient UserTransaction transaction;

    @Resource
    transient DataSource database;

    @Inject
    transient Units units;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String note = request.getParameter("note");
        try {
            run("CREATE TABLE IF NOT EXISTS notes (note VARCHAR(100))");
            transaction.begin();
            insert(note);
            units.put("note", note);
            boolean goesOn = transaction.getStatus() == Status.STATUS_ACTIVE;
            if ("/commit".equals(request.getPathInfo())) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
            response.getWriter().print((goesOn ? "active " : "ended ") + count(note));
        } catch (Exception e) {
            endIfActive();
            throw new ServletException(e);
        }
    }

    private void endIfActive() {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(String note) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO notes VALUES (?)")) {
            insert.setString(1, note);
            insert.executeUpdate();
        }
    }

    private int count(String note) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM notes WHERE note = ?")) {
            count.setString(1, note);
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
